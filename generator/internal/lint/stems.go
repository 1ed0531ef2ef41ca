package lint

import (
	"strings"
	"sync"
)

// stopWords are words that two texts may share without being about one thing.
var stopWords = sync.OnceValue(func() map[string]bool {
	stop := map[string]bool{}
	for word := range strings.FieldsSeq(`the and for with that this from are was were has have had its his her their your you they one any all each every
 not but than then when while where which who whom what how long many much more most less least few can may must should will would could shall did does done
 been being into onto over under out off per only also too very just such same other another there here get gets got value values number numbers time times
 amount unit units seconds second minutes minute hours hour days day milliseconds weeks week bytes cents about after before until since example problem error
 status code type title detail request response answer server client say says said given gives give tells tell shows show made make whole currently still`) {
		stop[word] = true
	}
	return stop
})

// suffixes are the endings that forms of one word differ in, the long ones first.
var suffixes = []string{"ings", "ing", "ers", "ies", "er", "ed", "es", "s", "e", "y"}

// stemOf returns a word without its ending, so that "drives", "driver" and
// "driving" are one.
func stemOf(word string) string {
	const shortest = 3
	for _, suffix := range suffixes {
		if bare, ok := strings.CutSuffix(word, suffix); ok && len(bare) >= shortest {
			return strings.TrimSuffix(bare, "e")
		}
	}
	return word
}

// stemsOf returns the stems of the words of a text that say what it is about.
func stemsOf(text string) map[string]bool {
	stems := map[string]bool{}
	for word := range strings.FieldsSeq(wordsOf(splitCamel(text))) {
		if len(word) > 2 && !stopWords()[word] {
			stems[stemOf(word)] = true
		}
	}
	return stems
}

// shared counts the stems that two texts have in common.
func shared(a, b map[string]bool) int {
	n := 0
	for stem := range a {
		if b[stem] {
			n++
		}
	}
	return n
}

// lastWord returns the last word of a member's name, in small letters.
func lastWord(name string) string {
	words := strings.Fields(wordsOf(splitCamel(name)))
	if len(words) == 0 {
		return ""
	}
	return words[len(words)-1]
}

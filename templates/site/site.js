// What makes the pages easier to use where scripts run: copying, and the search
// of the index. Without it everything can be read all the same.
"use strict";

(() => {
	const status = document.getElementById("pg-status");
	const say = (text) => { if (status) status.textContent = text; };

	// Copying. Where the browser has no clipboard for us, the text is selected.
	const copy = async (button, source) => {
		try {
			await navigator.clipboard.writeText(source.textContent.trimEnd());
			button.textContent = "Copied";
			say("Copied");
		} catch {
			getSelection().selectAllChildren(source);
			say("Selected, ready to be copied");
		}
		setTimeout(() => { button.textContent = "Copy"; say(""); }, 2000);
	};
	const addButton = (parent, source, what) => {
		const button = document.createElement("button");
		button.type = "button";
		button.textContent = "Copy";
		button.setAttribute("aria-label", "Copy " + what);
		button.addEventListener("click", () => copy(button, source));
		parent.append(button);
	};
	const uri = document.querySelector(".uri");
	if (uri) addButton(uri, uri.querySelector("code"), "the type URI");
	for (const figure of document.querySelectorAll(".code")) {
		addButton(figure.querySelector("figcaption"), figure.querySelector("code"), "this example");
	}

	// The search of the index: all words have to occur.
	const input = document.getElementById("pg-search");
	if (!input) return;
	const items = [...document.querySelectorAll(".problems > li")]
		.map((item) => ({ item, text: item.textContent.toLowerCase() + " " + (item.dataset.words || "").toLowerCase() }));
	const count = document.getElementById("pg-count");
	const nothing = document.getElementById("pg-nothing");
	const all = count.textContent;
	const filter = () => {
		const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
		let shown = 0;
		for (const { item, text } of items) {
			item.hidden = !words.every((word) => text.includes(word));
			if (!item.hidden) shown++;
		}
		nothing.hidden = shown > 0;
		count.textContent = words.length ? shown + " of " + all : all;
	};
	input.addEventListener("input", filter);
	input.addEventListener("keydown", (event) => {
		if (event.key === "Escape") { input.value = ""; filter(); }
	});
	document.addEventListener("keydown", (event) => {
		if (event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && document.activeElement !== input) {
			event.preventDefault();
			input.focus();
		}
	});
	document.querySelector(".find").hidden = false;
	filter(); // the browser may have kept what was typed

	// Type URIs that end in a query lead to their entry, as those with a fragment do.
	const query = location.search.slice(1);
	const wanted = query && items.find(({ item }) => item.dataset.query === query);
	if (wanted) {
		wanted.item.classList.add("wanted");
		wanted.item.scrollIntoView();
	}
})();

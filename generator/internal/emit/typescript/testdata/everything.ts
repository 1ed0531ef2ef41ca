/* eslint-disable */

/**
 * Everything: all of it
 *
 * \*\/ // &lt;script>alert(1)&lt;/script> ${x} \`y\` \\ " ' {\@link z} \@deprecated --> \]\]> {{a}} #
 * b: c
 *
 * @packageDocumentation
 */

/**
 * Every Kind (409).
 *
 * It is \`every_kind\`.
 *
 * @see https://example.com/problems/every_kind
 */
export interface EveryKind {
  readonly type: "https://example.com/problems/every_kind";
  readonly title: string;
  readonly status: 409;
  readonly detail?: string;
  readonly instance?: string;
  /** The `any` of it. */
  readonly any: unknown;
  /** The `any` of it. */
  readonly any_optional?: unknown;
  /** The `any` of it. */
  readonly any_or_null: unknown;
  /** The `any` of it. */
  readonly any_maybe?: unknown;
  /**
   * The `string` of it.
   *
   * @minLength 1
   * @maxLength 80
   */
  readonly string: string;
  /**
   * The `string` of it.
   *
   * @minLength 1
   * @maxLength 80
   */
  readonly string_optional?: string;
  /**
   * The `string` of it.
   *
   * @minLength 1
   * @maxLength 80
   */
  readonly string_or_null: string | null;
  /**
   * The `string` of it.
   *
   * @minLength 1
   * @maxLength 80
   */
  readonly string_maybe?: string | null;
  /**
   * The `uri` of it.
   *
   * @format uri
   */
  readonly uri: string;
  /**
   * The `uri` of it.
   *
   * @format uri
   */
  readonly uri_optional?: string;
  /**
   * The `uri` of it.
   *
   * @format uri
   */
  readonly uri_or_null: string | null;
  /**
   * The `uri` of it.
   *
   * @format uri
   */
  readonly uri_maybe?: string | null;
  /**
   * The `link` of it.
   *
   * @format uri
   */
  readonly link: string;
  /**
   * The `link` of it.
   *
   * @format uri
   */
  readonly link_optional?: string;
  /**
   * The `link` of it.
   *
   * @format uri
   */
  readonly link_or_null: string | null;
  /**
   * The `link` of it.
   *
   * @format uri
   */
  readonly link_maybe?: string | null;
  /**
   * The `uuid` of it.
   *
   * @format uuid
   */
  readonly uuid: string;
  /**
   * The `uuid` of it.
   *
   * @format uuid
   */
  readonly uuid_optional?: string;
  /**
   * The `uuid` of it.
   *
   * @format uuid
   */
  readonly uuid_or_null: string | null;
  /**
   * The `uuid` of it.
   *
   * @format uuid
   */
  readonly uuid_maybe?: string | null;
  /**
   * The `no_uuid` of it.
   *
   * @format uuid
   */
  readonly no_uuid: string;
  /**
   * The `no_uuid` of it.
   *
   * @format uuid
   */
  readonly no_uuid_optional?: string;
  /**
   * The `no_uuid` of it.
   *
   * @format uuid
   */
  readonly no_uuid_or_null: string | null;
  /**
   * The `no_uuid` of it.
   *
   * @format uuid
   */
  readonly no_uuid_maybe?: string | null;
  /**
   * The `email` of it.
   *
   * @format email
   */
  readonly email: string;
  /**
   * The `email` of it.
   *
   * @format email
   */
  readonly email_optional?: string;
  /**
   * The `email` of it.
   *
   * @format email
   */
  readonly email_or_null: string | null;
  /**
   * The `email` of it.
   *
   * @format email
   */
  readonly email_maybe?: string | null;
  /**
   * The `date` of it.
   *
   * @format date
   */
  readonly date: string;
  /**
   * The `date` of it.
   *
   * @format date
   */
  readonly date_optional?: string;
  /**
   * The `date` of it.
   *
   * @format date
   */
  readonly date_or_null: string | null;
  /**
   * The `date` of it.
   *
   * @format date
   */
  readonly date_maybe?: string | null;
  /**
   * The `clock` of it.
   *
   * @format time
   */
  readonly clock: string;
  /**
   * The `clock` of it.
   *
   * @format time
   */
  readonly clock_optional?: string;
  /**
   * The `clock` of it.
   *
   * @format time
   */
  readonly clock_or_null: string | null;
  /**
   * The `clock` of it.
   *
   * @format time
   */
  readonly clock_maybe?: string | null;
  /**
   * The `duration` of it.
   *
   * @format duration
   */
  readonly duration: string;
  /**
   * The `duration` of it.
   *
   * @format duration
   */
  readonly duration_optional?: string;
  /**
   * The `duration` of it.
   *
   * @format duration
   */
  readonly duration_or_null: string | null;
  /**
   * The `duration` of it.
   *
   * @format duration
   */
  readonly duration_maybe?: string | null;
  /**
   * The `host` of it.
   *
   * @format hostname
   */
  readonly host: string;
  /**
   * The `host` of it.
   *
   * @format hostname
   */
  readonly host_optional?: string;
  /**
   * The `host` of it.
   *
   * @format hostname
   */
  readonly host_or_null: string | null;
  /**
   * The `host` of it.
   *
   * @format hostname
   */
  readonly host_maybe?: string | null;
  /**
   * The `ipv4` of it.
   *
   * @format ipv4
   */
  readonly ipv4: string;
  /**
   * The `ipv4` of it.
   *
   * @format ipv4
   */
  readonly ipv4_optional?: string;
  /**
   * The `ipv4` of it.
   *
   * @format ipv4
   */
  readonly ipv4_or_null: string | null;
  /**
   * The `ipv4` of it.
   *
   * @format ipv4
   */
  readonly ipv4_maybe?: string | null;
  /**
   * The `ipv6` of it.
   *
   * @format ipv6
   */
  readonly ipv6: string;
  /**
   * The `ipv6` of it.
   *
   * @format ipv6
   */
  readonly ipv6_optional?: string;
  /**
   * The `ipv6` of it.
   *
   * @format ipv6
   */
  readonly ipv6_or_null: string | null;
  /**
   * The `ipv6` of it.
   *
   * @format ipv6
   */
  readonly ipv6_maybe?: string | null;
  /**
   * The `ip` of it.
   *
   * @format ip
   */
  readonly ip: string;
  /**
   * The `ip` of it.
   *
   * @format ip
   */
  readonly ip_optional?: string;
  /**
   * The `ip` of it.
   *
   * @format ip
   */
  readonly ip_or_null: string | null;
  /**
   * The `ip` of it.
   *
   * @format ip
   */
  readonly ip_maybe?: string | null;
  /**
   * The `pointer` of it.
   *
   * @format json-pointer
   */
  readonly pointer: string;
  /**
   * The `pointer` of it.
   *
   * @format json-pointer
   */
  readonly pointer_optional?: string;
  /**
   * The `pointer` of it.
   *
   * @format json-pointer
   */
  readonly pointer_or_null: string | null;
  /**
   * The `pointer` of it.
   *
   * @format json-pointer
   */
  readonly pointer_maybe?: string | null;
  /**
   * The `pattern` of it.
   *
   * @format regex
   */
  readonly pattern: string;
  /**
   * The `pattern` of it.
   *
   * @format regex
   */
  readonly pattern_optional?: string;
  /**
   * The `pattern` of it.
   *
   * @format regex
   */
  readonly pattern_or_null: string | null;
  /**
   * The `pattern` of it.
   *
   * @format regex
   */
  readonly pattern_maybe?: string | null;
  /**
   * The `bytes` of it.
   *
   * @format byte
   */
  readonly bytes: string;
  /**
   * The `bytes` of it.
   *
   * @format byte
   */
  readonly bytes_optional?: string;
  /**
   * The `bytes` of it.
   *
   * @format byte
   */
  readonly bytes_or_null: string | null;
  /**
   * The `bytes` of it.
   *
   * @format byte
   */
  readonly bytes_maybe?: string | null;
  /**
   * The `amount` of it.
   *
   * @format decimal
   */
  readonly amount: string;
  /**
   * The `amount` of it.
   *
   * @format decimal
   */
  readonly amount_optional?: string;
  /**
   * The `amount` of it.
   *
   * @format decimal
   */
  readonly amount_or_null: string | null;
  /**
   * The `amount` of it.
   *
   * @format decimal
   */
  readonly amount_maybe?: string | null;
  /**
   * The `number` of it.
   *
   * @minimum -0.5
   * @maximum 99.5
   */
  readonly number: number;
  /**
   * The `number` of it.
   *
   * @minimum -0.5
   * @maximum 99.5
   */
  readonly number_optional?: number;
  /**
   * The `number` of it.
   *
   * @minimum -0.5
   * @maximum 99.5
   */
  readonly number_or_null: number | null;
  /**
   * The `number` of it.
   *
   * @minimum -0.5
   * @maximum 99.5
   */
  readonly number_maybe?: number | null;
  /**
   * The `integer` of it.
   *
   * @minimum 1
   * @maximum 9007199254740993
   */
  readonly integer: number;
  /**
   * The `integer` of it.
   *
   * @minimum 1
   * @maximum 9007199254740993
   */
  readonly integer_optional?: number;
  /**
   * The `integer` of it.
   *
   * @minimum 1
   * @maximum 9007199254740993
   */
  readonly integer_or_null: number | null;
  /**
   * The `integer` of it.
   *
   * @minimum 1
   * @maximum 9007199254740993
   */
  readonly integer_maybe?: number | null;
  /** The `whole` of it. */
  readonly whole: number;
  /** The `whole` of it. */
  readonly whole_optional?: number;
  /** The `whole` of it. */
  readonly whole_or_null: number | null;
  /** The `whole` of it. */
  readonly whole_maybe?: number | null;
  /** The `unsigned` of it. */
  readonly unsigned: number;
  /** The `unsigned` of it. */
  readonly unsigned_optional?: number;
  /** The `unsigned` of it. */
  readonly unsigned_or_null: number | null;
  /** The `unsigned` of it. */
  readonly unsigned_maybe?: number | null;
  /** The `boolean` of it. */
  readonly boolean: boolean;
  /** The `boolean` of it. */
  readonly boolean_optional?: boolean;
  /** The `boolean` of it. */
  readonly boolean_or_null: boolean | null;
  /** The `boolean` of it. */
  readonly boolean_maybe?: boolean | null;
  /**
   * The `time` of it.
   *
   * @format date-time
   */
  readonly time: string;
  /**
   * The `time` of it.
   *
   * @format date-time
   */
  readonly time_optional?: string;
  /**
   * The `time` of it.
   *
   * @format date-time
   */
  readonly time_or_null: string | null;
  /**
   * The `time` of it.
   *
   * @format date-time
   */
  readonly time_maybe?: string | null;
  /** The `object` of it. */
  readonly object: { readonly [name: string]: unknown };
  /** The `object` of it. */
  readonly object_optional?: { readonly [name: string]: unknown };
  /** The `object` of it. */
  readonly object_or_null: { readonly [name: string]: unknown } | null;
  /** The `object` of it. */
  readonly object_maybe?: { readonly [name: string]: unknown } | null;
  /**
   * The `strings` of it.
   *
   * @minItems 1
   * @maxItems 3
   */
  readonly strings: readonly string[];
  /**
   * The `strings` of it.
   *
   * @minItems 1
   * @maxItems 3
   */
  readonly strings_optional?: readonly string[];
  /**
   * The `strings` of it.
   *
   * @minItems 1
   * @maxItems 3
   */
  readonly strings_or_null: readonly string[] | null;
  /**
   * The `strings` of it.
   *
   * @minItems 1
   * @maxItems 3
   */
  readonly strings_maybe?: readonly string[] | null;
  /** The `grid` of it. */
  readonly grid: readonly (readonly number[])[];
  /** The `grid` of it. */
  readonly grid_optional?: readonly (readonly number[])[];
  /** The `grid` of it. */
  readonly grid_or_null: readonly (readonly number[])[] | null;
  /** The `grid` of it. */
  readonly grid_maybe?: readonly (readonly number[])[] | null;
  /** The `counts` of it. */
  readonly counts: { readonly [name: string]: number };
  /** The `counts` of it. */
  readonly counts_optional?: { readonly [name: string]: number };
  /** The `counts` of it. */
  readonly counts_or_null: { readonly [name: string]: number } | null;
  /** The `counts` of it. */
  readonly counts_maybe?: { readonly [name: string]: number } | null;
  /** The `names` of it. */
  readonly names: { readonly [name: string]: readonly string[] };
  /** The `names` of it. */
  readonly names_optional?: { readonly [name: string]: readonly string[] };
  /** The `names` of it. */
  readonly names_or_null: { readonly [name: string]: readonly string[] } | null;
  /** The `names` of it. */
  readonly names_maybe?: { readonly [name: string]: readonly string[] } | null;
  /** The `inner` of it. */
  readonly inner: EveryKindInner;
  /** The `inner` of it. */
  readonly inner_optional?: EveryKindInnerOptional;
  /** The `inner` of it. */
  readonly inner_or_null: EveryKindInnerOrNull | null;
  /** The `inner` of it. */
  readonly inner_maybe?: EveryKindInnerMaybe | null;
  /** The `level` of it. */
  readonly level: "low" | "high";
  /** The `level` of it. */
  readonly level_optional?: "low" | "high";
  /** The `level` of it. */
  readonly level_or_null: "low" | "high" | null;
  /** The `level` of it. */
  readonly level_maybe?: "low" | "high" | null;
  /** The `odd` of it. */
  readonly odd: "404" | "a/b" | "it's";
  /** The `odd` of it. */
  readonly odd_optional?: "404" | "a/b" | "it's";
  /** The `odd` of it. */
  readonly odd_or_null: "404" | "a/b" | "it's" | null;
  /** The `odd` of it. */
  readonly odd_maybe?: "404" | "a/b" | "it's" | null;
  /** The `items` of it. */
  readonly items: readonly EveryKindItemsItem[];
  /** The `items` of it. */
  readonly items_optional?: readonly EveryKindItemsOptionalItem[];
  /** The `items` of it. */
  readonly items_or_null: readonly EveryKindItemsOrNullItem[] | null;
  /** The `items` of it. */
  readonly items_maybe?: readonly EveryKindItemsMaybeItem[] | null;
  /** The `by_name` of it. */
  readonly by_name: { readonly [name: string]: EveryKindByNameItem };
  /** The `by_name` of it. */
  readonly by_name_optional?: { readonly [name: string]: EveryKindByNameOptionalItem };
  /** The `by_name` of it. */
  readonly by_name_or_null: { readonly [name: string]: EveryKindByNameOrNullItem } | null;
  /** The `by_name` of it. */
  readonly by_name_maybe?: { readonly [name: string]: EveryKindByNameMaybeItem } | null;
}

/** An object in `inner` of EveryKind. */
export interface EveryKindInner {
  readonly id: number;
  /**
   * @default none
   * @example "hello"
   */
  readonly note?: string;
}

/** An object in `inner_optional` of EveryKind. */
export interface EveryKindInnerOptional {
  readonly id: number;
  /**
   * @default none
   * @example "hello"
   */
  readonly note?: string;
}

/** An object in `inner_or_null` of EveryKind. */
export interface EveryKindInnerOrNull {
  readonly id: number;
  /**
   * @default none
   * @example "hello"
   */
  readonly note?: string;
}

/** An object in `inner_maybe` of EveryKind. */
export interface EveryKindInnerMaybe {
  readonly id: number;
  /**
   * @default none
   * @example "hello"
   */
  readonly note?: string;
}

/** An object in `items` of EveryKind. */
export interface EveryKindItemsItem {
  readonly id: number;
  /**
   * @default none
   * @example "hello"
   */
  readonly note?: string;
}

/** An object in `items_optional` of EveryKind. */
export interface EveryKindItemsOptionalItem {
  readonly id: number;
  /**
   * @default none
   * @example "hello"
   */
  readonly note?: string;
}

/** An object in `items_or_null` of EveryKind. */
export interface EveryKindItemsOrNullItem {
  readonly id: number;
  /**
   * @default none
   * @example "hello"
   */
  readonly note?: string;
}

/** An object in `items_maybe` of EveryKind. */
export interface EveryKindItemsMaybeItem {
  readonly id: number;
  /**
   * @default none
   * @example "hello"
   */
  readonly note?: string;
}

/** An object in `by_name` of EveryKind. */
export interface EveryKindByNameItem {
  readonly id: number;
  /**
   * @default none
   * @example "hello"
   */
  readonly note?: string;
}

/** An object in `by_name_optional` of EveryKind. */
export interface EveryKindByNameOptionalItem {
  readonly id: number;
  /**
   * @default none
   * @example "hello"
   */
  readonly note?: string;
}

/** An object in `by_name_or_null` of EveryKind. */
export interface EveryKindByNameOrNullItem {
  readonly id: number;
  /**
   * @default none
   * @example "hello"
   */
  readonly note?: string;
}

/** An object in `by_name_maybe` of EveryKind. */
export interface EveryKindByNameMaybeItem {
  readonly id: number;
  /**
   * @default none
   * @example "hello"
   */
  readonly note?: string;
}

/**
 * \*\/ // &lt;script>alert(1)&lt;/script> ${x} \`y\` \\ " ' {\@link z} \@deprecated --> \]\]> {{a}} #
 * b: c (409).
 *
 * \*\/ // &lt;script>alert(1)&lt;/script> ${x} \`y\` \\ " ' {\@link z} \@deprecated --> \]\]> {{a}} #
 * b: c
 *
 * ````
 * *\/ ```
 * \@see x
 * ````
 *
 * - ``*\/ // <script>alert(1)</script> ${x} `y` \ " ' {\@link z} \@deprecated --> ]]> {{a}} # b:
 *   c``
 * - [- x](https://example.com/%2A/%29)
 *
 * @see https://example.com/problems/hostile
 * @deprecated use something else \*\/
 */
export interface Hostile {
  readonly type: "https://example.com/problems/hostile";
  readonly title: string;
  readonly status: 409;
  readonly detail?: string;
  readonly instance?: string;
  /**
   * \*\/ // &lt;script>alert(1)&lt;/script> ${x} \`y\` \\ " ' {\@link z} \@deprecated --> \]\]>
   * {{a}} # b: c
   */
  readonly foo_bar: string;
  /**
   * \*\/ // &lt;script>alert(1)&lt;/script> ${x} \`y\` \\ " ' {\@link z} \@deprecated --> \]\]>
   * {{a}} # b: c
   */
  readonly fooBar?: string;
  /**
   * \*\/ // &lt;script>alert(1)&lt;/script> ${x} \`y\` \\ " ' {\@link z} \@deprecated --> \]\]>
   * {{a}} # b: c
   */
  readonly "foo-bar": string;
  /**
   * \*\/ // &lt;script>alert(1)&lt;/script> ${x} \`y\` \\ " ' {\@link z} \@deprecated --> \]\]>
   * {{a}} # b: c
   */
  readonly "a b"?: string;
  /**
   * \*\/ // &lt;script>alert(1)&lt;/script> ${x} \`y\` \\ " ' {\@link z} \@deprecated --> \]\]>
   * {{a}} # b: c
   */
  readonly "1st": string;
  /**
   * \*\/ // &lt;script>alert(1)&lt;/script> ${x} \`y\` \\ " ' {\@link z} \@deprecated --> \]\]>
   * {{a}} # b: c
   */
  readonly constructor?: string;
  /**
   * \*\/ // &lt;script>alert(1)&lt;/script> ${x} \`y\` \\ " ' {\@link z} \@deprecated --> \]\]>
   * {{a}} # b: c
   */
  readonly toString: string;
  /**
   * \*\/ // &lt;script>alert(1)&lt;/script> ${x} \`y\` \\ " ' {\@link z} \@deprecated --> \]\]>
   * {{a}} # b: c
   */
  readonly "ключ"?: string;
  /**
   * \*\/ // &lt;script>alert(1)&lt;/script> ${x} \`y\` \\ " ' {\@link z} \@deprecated --> \]\]>
   * {{a}} # b: c
   */
  readonly "*/": string;
  /**
   * \*\/ // &lt;script>alert(1)&lt;/script> ${x} \`y\` \\ " ' {\@link z} \@deprecated --> \]\]>
   * {{a}} # b: c
   */
  readonly "\""?: string;
  /**
   * \*\/ // &lt;script>alert(1)&lt;/script> ${x} \`y\` \\ " ' {\@link z} \@deprecated --> \]\]>
   * {{a}} # b: c
   */
  readonly "\\": string;
  /**
   * \*\/ // &lt;script>alert(1)&lt;/script> ${x} \`y\` \\ " ' {\@link z} \@deprecated --> \]\]>
   * {{a}} # b: c
   */
  readonly "`${x}`"?: string;
  /**
   * \*\/ // &lt;script>alert(1)&lt;/script> ${x} \`y\` \\ " ' {\@link z} \@deprecated --> \]\]>
   * {{a}} # b: c
   */
  readonly "</script>": string;
  /**
   * \*\/ // &lt;script>alert(1)&lt;/script> ${x} \`y\` \\ " ' {\@link z} \@deprecated --> \]\]>
   * {{a}} # b: c
   */
  readonly "type "?: string;
  /**
   * \*\/ // &lt;script>alert(1)&lt;/script> ${x} \`y\` \\ " ' {\@link z} \@deprecated --> \]\]>
   * {{a}} # b: c
   */
  readonly problem: HostileProblem;
}

/** An object in `problem` of Hostile. */
export interface HostileProblem {
  readonly a?: string;
}

/**
 * Retired (410).
 *
 * It is \`retired\`.
 *
 * @see https://example.com/problems/retired
 * @deprecated Retired: nobody asks for it
 */
export interface Retired {
  readonly type: "https://example.com/problems/retired";
  readonly title: string;
  readonly status: 410;
  readonly detail?: string;
  readonly instance?: string;
}

/**
 * Several Statuses (202, 409, 425).
 *
 * It is \`several_statuses\`.
 *
 * @see https://example.com/problems/several_statuses
 */
export interface SeveralStatuses {
  readonly type: "https://example.com/problems/several_statuses";
  readonly title: string;
  readonly status: 202 | 409 | 425;
  readonly detail?: string;
  readonly instance?: string;
}

/** A problem that a page documents. */
export type KnownProblem =
  | EveryKind
  | Hostile
  | Retired
  | SeveralStatuses;

/** The documented problems by their type URIs. */
export interface ProblemByType {
  "https://example.com/problems/every_kind": EveryKind;
  "https://example.com/problems/hostile": Hostile;
  "https://example.com/problems/retired": Retired;
  "https://example.com/problems/several_statuses": SeveralStatuses;
}

/** The type URI of a documented problem. */
export type ProblemType = keyof ProblemByType;

/** The type URIs of the documented problems. */
export const problemTypes = {
  /** Every Kind (409) */
  everyKind: "https://example.com/problems/every_kind",
  /**
   * \*\/ // &lt;script>alert(1)&lt;/script> ${x} \`y\` \\ " ' {\@link z} \@deprecated --> \]\]>
   * {{a}} # b: c (409)
   *
   * @deprecated use something else \*\/
   */
  hostile: "https://example.com/problems/hostile",
  /**
   * Retired (410)
   *
   * @deprecated Retired: nobody asks for it
   */
  retired: "https://example.com/problems/retired",
  /** Several Statuses (409) */
  severalStatuses: "https://example.com/problems/several_statuses",
} as const;

/** A problem that no page documents, or that is not what its page says. */
export interface UnknownProblem {
  /** Tells it from the documented problems; `uri` is the type that was received. */
  readonly type: "about:blank";
  /** The type URI as it was received; "about:blank" where there was none. */
  readonly uri: string;
  readonly title?: string;
  /** The HTTP status code; 0 where neither the response nor its body has one. */
  readonly status: number;
  readonly detail?: string;
  readonly instance?: string;
  /** What was received: a JSON value, a text, or undefined where nothing could be read. */
  readonly body: unknown;
}

/** Any problem. */
export type Problem = KnownProblem | UnknownProblem;

/**
 * Reports whether a value is an occurrence of the problem type, with every required member, and
 * no member of another type than its page says.
 */
export function isProblem<T extends ProblemType>(value: unknown, type: T): value is ProblemByType[T] {
  const form = formOf(type);
  return (
    form !== undefined &&
    isObject(value) &&
    value["type"] === type &&
    typeof value["title"] === "string" &&
    form.statuses.indexOf(value["status"]) >= 0 &&
    readObject(standard.concat(form.members), value, true) !== undefined
  );
}

/**
 * Returns the problem that a JSON value is. What its page documents is as the page says: a former
 * type URI is the present one, a status or title that is missing is the documented one, and an
 * optional member of another type is left out. Where a required member is missing or has another
 * type, and where no page documents the type, it is an {@link UnknownProblem}.
 *
 * @param value - the JSON value, as JSON.parse returns it
 * @param status - the status of the response, where there is one
 */
export function parseProblem(value: unknown, status?: number): Problem {
  const body = isObject(value) ? value : {};
  const form = formOf(body["type"]);
  const known = form && readObject(standard.concat(form.members), body, false);
  if (!form || !known) {
    return unknownProblem(value, status);
  }
  known["type"] = form.type;
  known["title"] = typeof body["title"] === "string" ? body["title"] : form.title;
  known["status"] = [status, body["status"]].filter((s) => form.statuses.indexOf(s) >= 0)[0] || form.statuses[0];
  return known as unknown as KnownProblem; // the form says what the interface says
}

/**
 * Returns the problem that a response is, whose body it reads: at most 1 MiB of it, and as JSON
 * where the content type says so. It never rejects: where there is no problem to be read, it is an
 * {@link UnknownProblem} with the status of the response. Call it where `response.ok` is false.
 */
export function problemOf(response: Response): Promise<Problem> {
  const isJSON = /[/+]json\s*(;|$)/i.test(response.headers.get("content-type") || "");
  return textOf(response).then(
    (text) => parseProblem(isJSON ? parsed(text) : text, response.status),
    () => parseProblem(undefined, response.status),
  );
}

/** The most bytes of a body that are read. */
const maxBody = 1 << 20;

function textOf(response: Response): Promise<string | undefined> {
  const stream = response.body;
  if (!stream || stream.locked) {
    return response.text();
  }
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  const next = (): Promise<string | undefined> =>
    reader.read().then((chunk) => {
      if (chunk.done || !chunk.value) {
        return text + decoder.decode();
      }
      size += chunk.value.length;
      if (size > maxBody) {
        return reader.cancel().then(() => undefined);
      }
      text += decoder.decode(chunk.value, { stream: true });
      return next();
    });
  return next();
}

function parsed(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return text;
  }
}

function unknownProblem(value: unknown, status: number | undefined): UnknownProblem {
  const body = isObject(value) ? value : {};
  const uri = body["type"];
  const found = status === undefined ? body["status"] : status;
  const texts: { title?: string; detail?: string; instance?: string } = {};
  for (const name of ["title", "detail", "instance"] as const) {
    const text = body[name];
    if (typeof text === "string") {
      texts[name] = text;
    }
  }
  return {
    type: "about:blank",
    uri: typeof uri === "string" ? uri : "about:blank",
    status: typeof found === "number" ? found : 0,
    ...texts,
    body: value,
  };
}

interface dictionary {
  [name: string]: unknown;
}

/** What a value has to be. A shape without a name of its own is an object's members. */
type shape =
  | "any"
  | "string"
  | "number"
  | "integer"
  | "unsigned"
  | "boolean"
  | { readonly orNull: shape }
  | { readonly oneOf: readonly unknown[] }
  | { readonly elements: shape }
  | { readonly entries: shape }
  | { readonly members: readonly member[] };

type member = readonly [name: string, shape: shape, presence?: "optional"];

/** What the page of a problem type says. The first status is the one that is served by default. */
interface form {
  readonly type: ProblemType;
  readonly title: string;
  readonly statuses: readonly unknown[];
  readonly members: readonly member[];
}

const standard: readonly member[] = [
  ["detail", "string", "optional"],
  ["instance", "string", "optional"],
];

function isObject(value: unknown): value is dictionary {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Returns a value without what is not of its shape, or undefined where that cannot be left out; in
 * a strict reading nothing can.
 */
function read(as: shape, value: unknown, strict: boolean): unknown {
  if (typeof as === "string") {
    return isScalar(as, value) ? value : undefined;
  }
  if ("orNull" in as) {
    return value === null ? null : read(as.orNull, value, strict);
  }
  if ("oneOf" in as) {
    return as.oneOf.indexOf(value) >= 0 ? value : undefined;
  }
  if ("elements" in as) {
    return Array.isArray(value) ? readAll(value, as.elements, strict) : undefined;
  }
  if (!isObject(value)) {
    return undefined;
  }
  return "entries" in as ? readEntries(as.entries, value, strict) : readObject(as.members, value, strict);
}

function isScalar(as: string, value: unknown): boolean {
  switch (as) {
    case "any":
      return true;
    case "integer":
      return typeof value === "number" && value % 1 === 0;
    case "unsigned":
      return typeof value === "number" && value % 1 === 0 && value >= 0;
    default:
      return typeof value === as;
  }
}

function readAll(values: readonly unknown[], as: shape, strict: boolean): unknown[] | undefined {
  const all = values.map((value) => read(as, value, strict));
  return all.indexOf(undefined) < 0 ? all : undefined;
}

function readEntries(as: shape, value: dictionary, strict: boolean): dictionary | undefined {
  const copy = { ...value };
  for (const name of Object.keys(value)) {
    const entry = read(as, value[name], strict);
    if (entry === undefined) {
      return undefined;
    }
    Object.defineProperty(copy, name, { value: entry, configurable: true, enumerable: true, writable: true });
  }
  return copy;
}

function readObject(members: readonly member[], value: dictionary, strict: boolean): dictionary | undefined {
  const copy = { ...value };
  for (const [name, as, presence] of members) {
    const isThere = Object.prototype.hasOwnProperty.call(value, name);
    const part = isThere ? read(as, value[name], strict) : undefined;
    if (part !== undefined) {
      copy[name] = part;
    } else if (presence === undefined || (strict && isThere)) {
      return undefined;
    } else {
      delete copy[name];
    }
  }
  return copy;
}

function formOf(type: unknown): form | undefined {
  switch (type) {
    case "https://example.com/problems/every_kind":
    case "https://example.com/old/every-kind":
    case "urn:example:every-kind":
      return {
        type: "https://example.com/problems/every_kind",
        title: "Every Kind",
        statuses: [409],
        members: [
          ["any", "any"],
          ["any_optional", "any", "optional"],
          ["any_or_null", "any"],
          ["any_maybe", "any", "optional"],
          ["string", "string"],
          ["string_optional", "string", "optional"],
          ["string_or_null", { orNull: "string" }],
          ["string_maybe", { orNull: "string" }, "optional"],
          ["uri", "string"],
          ["uri_optional", "string", "optional"],
          ["uri_or_null", { orNull: "string" }],
          ["uri_maybe", { orNull: "string" }, "optional"],
          ["link", "string"],
          ["link_optional", "string", "optional"],
          ["link_or_null", { orNull: "string" }],
          ["link_maybe", { orNull: "string" }, "optional"],
          ["uuid", "string"],
          ["uuid_optional", "string", "optional"],
          ["uuid_or_null", { orNull: "string" }],
          ["uuid_maybe", { orNull: "string" }, "optional"],
          ["no_uuid", "string"],
          ["no_uuid_optional", "string", "optional"],
          ["no_uuid_or_null", { orNull: "string" }],
          ["no_uuid_maybe", { orNull: "string" }, "optional"],
          ["email", "string"],
          ["email_optional", "string", "optional"],
          ["email_or_null", { orNull: "string" }],
          ["email_maybe", { orNull: "string" }, "optional"],
          ["date", "string"],
          ["date_optional", "string", "optional"],
          ["date_or_null", { orNull: "string" }],
          ["date_maybe", { orNull: "string" }, "optional"],
          ["clock", "string"],
          ["clock_optional", "string", "optional"],
          ["clock_or_null", { orNull: "string" }],
          ["clock_maybe", { orNull: "string" }, "optional"],
          ["duration", "string"],
          ["duration_optional", "string", "optional"],
          ["duration_or_null", { orNull: "string" }],
          ["duration_maybe", { orNull: "string" }, "optional"],
          ["host", "string"],
          ["host_optional", "string", "optional"],
          ["host_or_null", { orNull: "string" }],
          ["host_maybe", { orNull: "string" }, "optional"],
          ["ipv4", "string"],
          ["ipv4_optional", "string", "optional"],
          ["ipv4_or_null", { orNull: "string" }],
          ["ipv4_maybe", { orNull: "string" }, "optional"],
          ["ipv6", "string"],
          ["ipv6_optional", "string", "optional"],
          ["ipv6_or_null", { orNull: "string" }],
          ["ipv6_maybe", { orNull: "string" }, "optional"],
          ["ip", "string"],
          ["ip_optional", "string", "optional"],
          ["ip_or_null", { orNull: "string" }],
          ["ip_maybe", { orNull: "string" }, "optional"],
          ["pointer", "string"],
          ["pointer_optional", "string", "optional"],
          ["pointer_or_null", { orNull: "string" }],
          ["pointer_maybe", { orNull: "string" }, "optional"],
          ["pattern", "string"],
          ["pattern_optional", "string", "optional"],
          ["pattern_or_null", { orNull: "string" }],
          ["pattern_maybe", { orNull: "string" }, "optional"],
          ["bytes", "string"],
          ["bytes_optional", "string", "optional"],
          ["bytes_or_null", { orNull: "string" }],
          ["bytes_maybe", { orNull: "string" }, "optional"],
          ["amount", "string"],
          ["amount_optional", "string", "optional"],
          ["amount_or_null", { orNull: "string" }],
          ["amount_maybe", { orNull: "string" }, "optional"],
          ["number", "number"],
          ["number_optional", "number", "optional"],
          ["number_or_null", { orNull: "number" }],
          ["number_maybe", { orNull: "number" }, "optional"],
          ["integer", "integer"],
          ["integer_optional", "integer", "optional"],
          ["integer_or_null", { orNull: "integer" }],
          ["integer_maybe", { orNull: "integer" }, "optional"],
          ["whole", "integer"],
          ["whole_optional", "integer", "optional"],
          ["whole_or_null", { orNull: "integer" }],
          ["whole_maybe", { orNull: "integer" }, "optional"],
          ["unsigned", "unsigned"],
          ["unsigned_optional", "unsigned", "optional"],
          ["unsigned_or_null", { orNull: "unsigned" }],
          ["unsigned_maybe", { orNull: "unsigned" }, "optional"],
          ["boolean", "boolean"],
          ["boolean_optional", "boolean", "optional"],
          ["boolean_or_null", { orNull: "boolean" }],
          ["boolean_maybe", { orNull: "boolean" }, "optional"],
          ["time", "string"],
          ["time_optional", "string", "optional"],
          ["time_or_null", { orNull: "string" }],
          ["time_maybe", { orNull: "string" }, "optional"],
          ["object", { entries: "any" }],
          ["object_optional", { entries: "any" }, "optional"],
          ["object_or_null", { orNull: { entries: "any" } }],
          ["object_maybe", { orNull: { entries: "any" } }, "optional"],
          ["strings", { elements: "string" }],
          ["strings_optional", { elements: "string" }, "optional"],
          ["strings_or_null", { orNull: { elements: "string" } }],
          ["strings_maybe", { orNull: { elements: "string" } }, "optional"],
          ["grid", { elements: { elements: "integer" } }],
          ["grid_optional", { elements: { elements: "integer" } }, "optional"],
          ["grid_or_null", { orNull: { elements: { elements: "integer" } } }],
          ["grid_maybe", { orNull: { elements: { elements: "integer" } } }, "optional"],
          ["counts", { entries: "integer" }],
          ["counts_optional", { entries: "integer" }, "optional"],
          ["counts_or_null", { orNull: { entries: "integer" } }],
          ["counts_maybe", { orNull: { entries: "integer" } }, "optional"],
          ["names", { entries: { elements: "string" } }],
          ["names_optional", { entries: { elements: "string" } }, "optional"],
          ["names_or_null", { orNull: { entries: { elements: "string" } } }],
          ["names_maybe", { orNull: { entries: { elements: "string" } } }, "optional"],
          ["inner", { members: [["id", "integer"], ["note", "string", "optional"]] }],
          ["inner_optional", { members: [["id", "integer"], ["note", "string", "optional"]] }, "optional"],
          ["inner_or_null", { orNull: { members: [["id", "integer"], ["note", "string", "optional"]] } }],
          ["inner_maybe", { orNull: { members: [["id", "integer"], ["note", "string", "optional"]] } }, "optional"],
          ["level", { oneOf: ["low", "high"] }],
          ["level_optional", { oneOf: ["low", "high"] }, "optional"],
          ["level_or_null", { orNull: { oneOf: ["low", "high"] } }],
          ["level_maybe", { orNull: { oneOf: ["low", "high"] } }, "optional"],
          ["odd", { oneOf: ["404", "a/b", "it's"] }],
          ["odd_optional", { oneOf: ["404", "a/b", "it's"] }, "optional"],
          ["odd_or_null", { orNull: { oneOf: ["404", "a/b", "it's"] } }],
          ["odd_maybe", { orNull: { oneOf: ["404", "a/b", "it's"] } }, "optional"],
          ["items", { elements: { members: [["id", "integer"], ["note", "string", "optional"]] } }],
          ["items_optional", { elements: { members: [["id", "integer"], ["note", "string", "optional"]] } }, "optional"],
          ["items_or_null", { orNull: { elements: { members: [["id", "integer"], ["note", "string", "optional"]] } } }],
          ["items_maybe", { orNull: { elements: { members: [["id", "integer"], ["note", "string", "optional"]] } } }, "optional"],
          ["by_name", { entries: { members: [["id", "integer"], ["note", "string", "optional"]] } }],
          ["by_name_optional", { entries: { members: [["id", "integer"], ["note", "string", "optional"]] } }, "optional"],
          ["by_name_or_null", { orNull: { entries: { members: [["id", "integer"], ["note", "string", "optional"]] } } }],
          ["by_name_maybe", { orNull: { entries: { members: [["id", "integer"], ["note", "string", "optional"]] } } }, "optional"],
        ],
      };
    case "https://example.com/problems/hostile":
      return {
        type: "https://example.com/problems/hostile",
        title: "*/ // <script>alert(1)</script> ${x} `y` \\ \" ' {@link z} @deprecated\u2028--> ]]> {{a}} # b: c",
        statuses: [409],
        members: [
          ["foo_bar", "string"],
          ["fooBar", "string", "optional"],
          ["foo-bar", "string"],
          ["a b", "string", "optional"],
          ["1st", "string"],
          ["constructor", "string", "optional"],
          ["toString", "string"],
          ["ключ", "string", "optional"],
          ["*/", "string"],
          ["\"", "string", "optional"],
          ["\\", "string"],
          ["`${x}`", "string", "optional"],
          ["</script>", "string"],
          ["type ", "string", "optional"],
          ["problem", { members: [["a", "string", "optional"]] }],
        ],
      };
    case "https://example.com/problems/retired":
      return {
        type: "https://example.com/problems/retired",
        title: "Retired",
        statuses: [410],
        members: [],
      };
    case "https://example.com/problems/several_statuses":
      return {
        type: "https://example.com/problems/several_statuses",
        title: "Several Statuses",
        statuses: [409, 202, 425],
        members: [],
      };
    default:
      return undefined;
  }
}

/** One column of a list. `value` sorts and exports, `text` is what is read; the unit stands in the head. */
export interface Column<R> {
  key: string
  label: string
  unit?: string
  numeric?: boolean
  /** Short words, days and codes that must not break in two. */
  tight?: boolean
  /** Left out of a phone's cards; on paper and in exports it stays. */
  wide?: boolean
  value: (row: R) => string | number | null | undefined
  text?: (row: R) => string
  to?: (row: R) => string | null
  /** What the exported cell holds where that is neither the value nor the text. */
  exported?: (row: R) => string | number | null | undefined
}

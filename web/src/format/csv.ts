// A list as CSV that Excel opens without questions: UTF-8 with mark, CRLF, cells quoted where needed.

const BYTE_ORDER_MARK = '\ufeff'

/** A cell that begins like a formula is quoted as text, so that opening the file can never run anything. */
function cell(value: string | number | null | undefined): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'number') return String(value)
  const text = /^[=+@\t\r]/.test(value) || /^-[^\d]/.test(value) ? `'${value}` : value
  // Codes of 12 and more digits would lose their last digits as a number in Excel.
  if (/^\d{12,}$/.test(text)) return `"=""${text}"""`
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

export function csv(header: string[], rows: (string | number | null | undefined)[][]): string {
  return BYTE_ORDER_MARK + [header, ...rows].map((row) => row.map(cell).join(',')).join('\r\n') + '\r\n'
}

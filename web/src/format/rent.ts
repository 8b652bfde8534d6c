// A rent as it is typed, and as the server takes it: whole fen or whole grams a mu and year.

export interface RentInput {
  in: string
  yuan: string
  kg: string
  grain: string
  month: number
  day: number
}

export interface RentTerms {
  fenPerMu: number | null
  gramsPerMu: number | null
  grain: string | null
  dueMonth: number
  dueDay: number
}

/** A typed decimal as whole hundredths or thousandths; what is no number stays out. */
export function wholeOf(text: string, parts: number): number | undefined {
  const value = Number(text)
  return String(text).trim() === '' || !Number.isFinite(value) ? undefined : Math.round(value * parts)
}

export function rentToSend(of: RentInput): object {
  const money = of.in === 'MONEY'
  return {
    fenPerMu: money ? wholeOf(of.yuan, 100) : undefined,
    gramsPerMu: money ? undefined : wholeOf(of.kg, 1000),
    grain: money ? undefined : of.grain.trim(),
    dueMonth: of.month,
    dueDay: of.day,
  }
}

export function rentTyped(of: RentTerms): RentInput {
  return {
    in: of.fenPerMu === null ? 'GRAIN' : 'MONEY',
    yuan: of.fenPerMu === null ? '' : String(of.fenPerMu / 100),
    kg: of.gramsPerMu === null ? '' : String(of.gramsPerMu / 1000),
    grain: of.grain ?? '',
    month: of.dueMonth,
    day: of.dueDay,
  }
}

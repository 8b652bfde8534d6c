// What people read: mu and yuan with two decimals, thousands grouped, dates as 7月20日.

/** 1 mu = 10000/15 square metres, exactly. */
const SQUARE_METERS_PER_MU = 10000 / 15

const MINUS = '\u2212'
const NARROW_SPACE = '\u202f'

/** Thousands grouped by a comma, a real minus sign; `decimals` digits after the point. */
export function grouped(value: number, decimals = 0): string {
  const text = Math.abs(value).toFixed(decimals)
  const point = text.indexOf('.')
  const whole = point < 0 ? text : text.slice(0, point)
  const rest = point < 0 ? '' : text.slice(point)
  const sign = value < 0 && Number(text) !== 0 ? MINUS : ''
  return sign + whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',') + rest
}

/** Square metres as mu with two decimals. */
export function muOfSquareMeters(squareMeters: number): string {
  return grouped(squareMeters / SQUARE_METERS_PER_MU, 2)
}

/** Payable area, a whole number of 0.01 mu, as mu with two decimals; exact. */
export function muOfCentimu(centimu: number): string {
  return exactHundredths(centimu)
}

/** Whole fen as yuan with two decimals; exact, never through a floating division. */
export function yuanOfFen(fen: number): string {
  return exactHundredths(fen)
}

function exactHundredths(hundredths: number): string {
  const size = Math.abs(hundredths)
  const whole = Math.trunc(size / 100)
  const rest = String(size % 100).padStart(2, '0')
  return `${hundredths < 0 ? MINUS : ''}${grouped(whole)}.${rest}`
}

/** A ratio 0..1 as percent with two decimals; cut, not rounded, so that 94.996 % never reads as a reached 95 %. */
export function percent(ratio: number): string {
  return `${(Math.floor(ratio * 10000 + 1e-6) / 100).toFixed(2)}${NARROW_SPACE}%`
}

/** `2026-07-20`, or an instant's day in the farm's time zone, as 7月20日 (or 20 Jul); with the year when it is not `season`. */
export function day(iso: string, language: string, season?: number): string {
  const isoDate = iso.includes('T') ? farmDay(new Date(iso)) : iso
  const [year, month, date] = isoDate.split('-').map(Number) as [number, number, number]
  const withYear = season !== undefined && season !== year
  if (language.startsWith('zh')) {
    return `${withYear ? `${year}年` : ''}${month}月${date}日`
  }
  const name = new Date(Date.UTC(year, month - 1, date)).toLocaleDateString('en', { month: 'short', timeZone: 'UTC' })
  return `${date} ${name}${withYear ? ` ${year}` : ''}`
}

/** An instant as day and minute in the farm's time zone. */
export function moment(instant: string, language: string): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: 'Asia/Shanghai',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(new Date(instant))
  const part = (type: string) => parts.find((p) => p.type === type)?.value ?? ''
  return `${day(`${part('year')}-${part('month')}-${part('day')}`, language)} ${part('hour')}:${part('minute')}`
}

/** The farm day (Asia/Shanghai) of an instant, as `2026-07-20`. */
export function farmDay(instant: Date): string {
  return instant.toLocaleDateString('en-CA', { timeZone: 'Asia/Shanghai' })
}

/** Hours as a clock time, 7.5 -> 07:30. */
export function clock(hours: number): string {
  const minutes = Math.round(hours * 60)
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}

// Exact numbers of shares, as people read them: 12, 3 1/3.

export function sharesOf(share: { numerator: number; denominator: number }): string {
  const whole = Math.floor(share.numerator / share.denominator)
  const rest = share.numerator - whole * share.denominator
  if (rest === 0) return String(whole)
  const fraction = `${rest}/${share.denominator}`
  return whole === 0 ? fraction : `${whole} ${fraction}`
}

// The terms of a contract as a form holds them: yuan, kilograms and percent as text.
import type { ContractMode, ContractTerms } from '../api/contracts'

const yuan = (fen: number | undefined) => (fen ? String(fen / 100) : '')
export const fen = (text: string) => Math.round(Number(text || 0) * 100)

export function termsValues(mode: ContractMode, agreed: ContractTerms) {
  return {
    mode: mode as string,
    supervisionFenPerMu: yuan(agreed.supervisionFenPerMu),
    kg: agreed.yield ? String(agreed.yield.gramsPerMu / 1000) : '',
    price: yuan(agreed.yield?.fenPerKg),
    priceOn: agreed.yield?.priceOn ?? '',
    bears: String((agreed.yield?.providerBearsBasisPoints ?? 10000) / 100),
    share: agreed.yield?.householdShareBasisPoints ? String(agreed.yield.householdShareBasisPoints / 100) : '',
    benefits: agreed.benefits.map((one) => ({ name: one.name, value: yuan(one.valueFen) })),
    depositFen: yuan(agreed.depositFen),
    late: yuan(agreed.penalty?.lateFenPerMuDay),
    milestoneLate: yuan(agreed.penalty?.milestoneFenPerDay),
    cap: agreed.penalty ? String(agreed.penalty.capBasisPoints / 100) : '20',
    anew: agreed.milestones.length === 0,
    milestones: agreed.milestones.map((one) => ({ ...one })),
    clause: agreed.clause,
  }
}
export type TermsValues = ReturnType<typeof termsValues>

export function termsRequest(v: TermsValues) {
  return {
    mode: v.mode,
    supervisionFenPerMu: v.mode === 'SUPERVISED_FEE' ? fen(v.supervisionFenPerMu) : undefined,
    yield: v.mode.startsWith('GUARANTEED')
      ? {
          gramsPerMu: Math.round(Number(v.kg || 0) * 1000),
          fenPerKg: fen(v.price),
          priceOn: v.priceOn || undefined,
          providerBearsBasisPoints: fen(v.bears),
          householdShareBasisPoints: v.mode === 'GUARANTEED_YIELD_PLUS_SHARE' ? fen(v.share) : 0,
        }
      : undefined,
    benefits: v.benefits.map((one) => ({ name: one.name, valueFen: fen(one.value) })),
    depositFen: fen(v.depositFen),
    penalty: fen(v.late) > 0 || fen(v.milestoneLate) > 0 ? { lateFenPerMuDay: fen(v.late), milestoneFenPerDay: fen(v.milestoneLate), capBasisPoints: fen(v.cap) } : undefined,
    milestones: v.anew ? undefined : v.milestones.map((one) => ({ ...one, id: one.id || undefined })),
    clause: v.clause,
  }
}

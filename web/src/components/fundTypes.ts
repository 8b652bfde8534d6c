// What the county's funds, their rules and simulations look like in the API.
import type { Fund, FundClaim } from '../api/types'

export interface RuleValues {
  fenPerMu: number
  minCoverage: number
  capFenPerHousehold: number | null
  capFenPerProvider: number | null
  maxPriceShare: number | null
  oncePerGround: boolean
  excludeOtherFunds: boolean
}

export interface RuleVersion extends RuleValues {
  version: number
  reason: string
  recordedAt: string
  recordedBy: string
}

export interface Exclusion {
  id: string
  fieldId: string | null
  cultivatorId: string | null
  providerId: string | null
  reason: string
  recordedAt: string
  recordedBy: string
  liftedReason: string | null
  liftedAt: string | null
}

export interface Commitment {
  contractId: string
  wantedFen: number
  amountFen: number
  openFen: number
  recordedAt: string
  releasedAt: string | null
}

export interface FundReturn {
  id: string
  amountFen: number
  reason: string
  recordedAt: string
  recordedBy: string
}

export interface FundView {
  fund: Fund
  claims: FundClaim[]
  rules: RuleVersion[]
  exclusions: Exclusion[]
  commitments: Commitment[]
  returns: FundReturn[]
}

export interface SimulatedVillage {
  villageCode: string
  lines: number
  centimu: number
  paidFen: number
  costFen: number
}

export interface RuleEffect {
  code: string
  lines: number
  households: number
  cutFen: number
}

export interface SimulatedChange {
  beneficiaryId: string
  nameMasked: string
  villageCode: string
  paidFen: number
  costFen: number
}

export interface Simulation {
  season: number
  budgetFen: number
  lines: number
  centimu: number
  costFen: number
  unlimitedFen: number
  paidFen: number
  more: number
  fewer: number
  villages: SimulatedVillage[]
  effects: RuleEffect[]
  changes: SimulatedChange[]
}

/** The rule as it is typed: yuan and percent, empty where there is no limit. */
export interface RuleInput {
  yuanPerMu: string
  minCoveragePercent: string
  householdYuan: string
  providerYuan: string
  pricePercent: string
  oncePerGround: boolean
  excludeOtherFunds: boolean
}

const typed = (value: number | null, per: number) => (value === null ? '' : String(Math.round(value * per * 100) / 100))
const number = (text: string | number) => (String(text).trim() === '' ? undefined : Number(text))
const fen = (text: string | number) => { const n = number(text); return n === undefined ? undefined : Math.round(n * 100) }
const share = (text: string | number) => { const n = number(text); return n === undefined ? undefined : n / 100 }

export const inputOf = (rule: RuleValues): RuleInput => ({
  yuanPerMu: typed(rule.fenPerMu, 0.01),
  minCoveragePercent: typed(rule.minCoverage, 100),
  householdYuan: typed(rule.capFenPerHousehold, 0.01),
  providerYuan: typed(rule.capFenPerProvider, 0.01),
  pricePercent: typed(rule.maxPriceShare, 100),
  oncePerGround: rule.oncePerGround,
  excludeOtherFunds: rule.excludeOtherFunds,
})

export const ruleOf = (input: RuleInput) => ({
  fenPerMu: fen(input.yuanPerMu),
  minCoverage: share(input.minCoveragePercent),
  capFenPerHousehold: fen(input.householdYuan),
  capFenPerProvider: fen(input.providerYuan),
  maxPriceShare: share(input.pricePercent),
  oncePerGround: input.oncePerGround,
  excludeOtherFunds: input.excludeOtherFunds,
})

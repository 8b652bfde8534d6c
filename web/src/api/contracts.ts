import type { HistoryEntry } from './types'

export const MODES = ['FIXED_FEE', 'SUPERVISED_FEE', 'GUARANTEED_YIELD', 'GUARANTEED_YIELD_PLUS_SHARE', 'ADDED_BENEFITS'] as const
export type ContractMode = (typeof MODES)[number]

export interface PlannedMilestone {
  id: string
  kind: string
  name: string
  dueOn: string
  proof: string
}

export interface Milestone extends PlannedMilestone {
  doneOn: string | null
  doneNote: string | null
  doneBy: string | null
  doneSide: 'COLLECTIVE' | 'PROVIDER' | null
  confirmedBy: string | null
  confirmedAt: string | null
  lateDays: number
  evidence: number
  events: HistoryEntry[]
}

export interface ContractTerms {
  supervisionFenPerMu: number
  yield: { gramsPerMu: number; fenPerKg: number; priceOn: string; providerBearsBasisPoints: number; householdShareBasisPoints: number } | null
  benefits: { name: string; valueFen: number }[]
  depositFen: number
  penalty: { lateFenPerMuDay: number; milestoneFenPerDay: number; capBasisPoints: number } | null
  milestones: PlannedMilestone[]
  clause: string
}

export interface TermsView {
  contractId: string
  mode: ContractMode
  edition: number
  version: number
  terms: ContractTerms
}

export interface Edition {
  edition: number
  state: string
  reason: string
  text: string
  textSha256: string
  textSm3: string
  signedByCollective: boolean
  signedByProvider: boolean
  proposedBy: string
  proposedAt: string
  inForceAt: string | null
}

export interface TextCheck {
  genuine: boolean
  number: string | null
  villageName: string | null
  operation: string | null
  season: number | null
  edition: number | null
  latest: number | null
  state: string | null
  contractStatus: string | null
  inForceSince: string | null
  sha256: string | null
  sm3: string | null
}

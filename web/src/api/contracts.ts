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

/** Whether key, text and signature fit each other is null where only people can tell: on paper, by a click of old. */
export interface CheckedSignature {
  side: 'COLLECTIVE' | 'PROVIDER'
  kind: 'SM2' | 'PAPER' | 'CLICK'
  signedOn: string
  valid: boolean | null
  keyFingerprint: string | null
  publicKey: string | null
  signature: string | null
}

export interface Signature extends CheckedSignature {
  signer: string
  recordedBy: string
  recordedAt: string
  evidenceId: string | null
}

export interface Amendment {
  proposedSide: 'COLLECTIVE' | 'PROVIDER'
  reason: string
  changes: string[]
  droppedNeeds: string[]
  addedNeeds: string[]
  priceFrom: string | null
  priceHoldsFrom: string | null
  closedBy: string | null
  closedReason: string | null
}

export interface Edition {
  edition: number
  state: 'DRAFT' | 'PROPOSED' | 'IN_FORCE' | 'SUPERSEDED' | 'WITHDRAWN'
  mode: ContractMode
  terms: ContractTerms
  windowFrom: string
  windowTo: string
  bundlePriceFenPerMu: number
  amendment: Amendment | null
  text: string
  textSha256: string
  textSm3: string
  signedByCollective: boolean
  signedByProvider: boolean
  proposedBy: string
  proposedAt: string
  inForceAt: string | null
  signatures: Signature[]
}

export interface OpenNeed {
  needId: string
  fieldId: string
  fieldName: string
  areaSquareMeters: number
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
  signatures: CheckedSignature[]
}

/** The money side of a contract. */
export interface ContractMoney {
  serviceFee: { fenPerMu: number; centimu: number; poolFen: number; amountFen: number; settled: boolean; transactionId: string | null }
  depositAskedFen: number
  depositHeldFen: number
  depositMovements: { id: string; kind: 'PAID_IN' | 'RETURNED'; amountFen: number; evidence: string; onDate: string; transactionId: string; recordedBy: string }[]
  proposals: PenaltyProposal[]
  penalties: DecidedPenalty[]
  weighings: Weighing[]
  expected: Outcome | null
  settled: Outcome | null
}

export interface PenaltyProposal {
  subjectId: string
  name: string
  dueOn: string
  lateDays: number
  amountFen: number
  cultivatorId: string | null
  open: boolean
  why: string
}

export interface DecidedPenalty {
  id: string
  subjectId: string
  name: string
  lateDays: number
  amountFen: number
  fromDepositFen: number
  decision: 'BOOKED' | 'WAIVED'
  reason: string
  transactionId: string | null
  decidedAt: string
  decidedBy: string
  seenBy: string | null
  seenAt: string | null
}

export interface Weighing {
  id: string
  noteNumber: string
  weighedOn: string
  grams: number
  recordedBy: string
  struckBy: string | null
  struckReason: string | null
}

export interface Outcome {
  kind: 'YIELD' | 'SUPERVISION'
  run: number
  centimu: number
  guaranteedGrams: number
  actualGrams: number
  amountFen: number
  transactionId: string | null
  settledBy: string | null
}

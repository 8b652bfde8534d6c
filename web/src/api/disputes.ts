// Disputes as the server tells them.
export const SIDES = ['HOUSEHOLD', 'PROVIDER', 'COLLECTIVE'] as const
export type Side = (typeof SIDES)[number]
export const DISPUTE_STATUSES = ['OPEN', 'SETTLED', 'CLOSED'] as const
export type DisputeLevel = 'GROUP' | 'VILLAGE' | 'TOWNSHIP' | 'COUNTY'

export interface Dispute {
  id: string
  villageCode: string
  workOrderId?: string | null
  contractId: string
  number: string
  providerId: string
  cultivatorId?: string | null
  claimant: Side
  respondent: Side
  claim: string
  level: DisputeLevel
  status: (typeof DISPUTE_STATUSES)[number]
  levelDueOn: string
  rejectedOn?: string | null
  proposalId?: string | null
  openedAt: string
  openedBy: string
}

export interface DisputeStep {
  id: string
  level: DisputeLevel
  kind: string
  side?: Side | null
  text?: string | null
  heldOn?: string | null
  place?: string | null
  attendants?: string | null
  amountFen?: number | null
  payer?: Side | null
  payee?: Side | null
  remeasure: boolean
  changed?: boolean | null
  proposalId?: string | null
  transactionId?: string | null
  recordedAt: string
  recordedBy: string
}

export interface DisputeDetail {
  dispute: Dispute
  steps: DisputeStep[]
  ladder: { level: DisputeLevel; workingDays: number }[]
  today: string
  workingDaysLeft: number
  announced: boolean
  escalation?: { from: string; until: string } | null
  ownSides: Side[]
  mayMediate: boolean
  mayClose: boolean
}

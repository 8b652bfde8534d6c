// Contract boards and inspections as the server tells them.
export const WORKS = ['ALL', 'OPEN', 'WORKED'] as const
export const INSPECTION_STATUSES = ['ASSIGNED', 'DONE', 'DROPPED'] as const
export const PLAN_STATUSES = ['PUBLISHED', 'DRAWN', 'CANCELLED'] as const

export interface Late {
  kind: 'MILESTONE' | 'ORDER' | 'REPORT' | 'INSPECTION' | 'DISPUTE'
  id: string
  name: string
  dueOn: string
  days: number
  reason: string
}

export interface OrderLine {
  id: string
  number: string
  fieldName: string
  status: string
  windowFrom: string
  windowTo: string
  plannedDay: string | null
  workedOn: string | null
  areaSquareMeters: number
  coveredSquareMeters: number | null
  coverage: number | null
  overlapRate: number | null
  payableCentimu: number | null
  reason: string | null
  lateDays: number
  lateReason: string | null
}

export interface InspectionNote {
  id: string
  workOrderId: string
  number: string
  inspectorName: string | null
  dueOn: string
  status: (typeof INSPECTION_STATUSES)[number]
  doneAt: string | null
  passed: boolean | null
  followUp: string | null
  disputeId: string | null
  asksForFollowUp: boolean
}

export interface ContractBoard {
  contractId: string
  number: string
  status: string
  today: string
  late: Late[]
  quality: {
    wantedSquareMeters: number
    orders: number
    measured: number
    measuredFieldSquareMeters: number
    coveredSquareMeters: number
    missedSquareMeters: number
    coverage: number | null
    overlapRate: number | null
    acceptedCentimu: number
    passed: number
    failed: number
    review: number
    inspected: number
    inspectionsFailed: number
  }
  milestones: { id: string; kind: string; name: string; dueOn: string; doneOn: string | null; confirmed: boolean; lateDays: number; evidence: number }[]
  orders: OrderLine[]
  reports: { id: string; kind: string; words: string; subjectName: string; status: string; dueOn: string; disputeId: string | null; evidence: number }[]
  inspections: { inspection: InspectionNote; evidence: number }[]
  disputes: { id: string; number: string; workOrderId: string | null; claimant: string; respondent: string; claim: string; level: string; status: string; dueOn: string; open: boolean }[]
  paper: number
}

export interface Counts {
  orders: number
  milestones: number
  reports: number
  inspections: number
  disputes: number
  days: number
}

export interface SupervisionLine {
  id: string
  contract: { id: string; number: string; villageCode: string; operation: string; providerId: string; providerName: string; status: string; windowFrom: string; windowTo: string }
  late: Counts
}

export interface Overview {
  items: SupervisionLine[]
  next: string | null
  today: string
  running: number
  lateContracts: number
  total: Counts
}

export interface ChecklistItem {
  code: string
  name: string
  unit: string
  kind: 'NUMBER' | 'YES_NO'
  least: number | null
  most: number | null
  passShare: number | null
  counts: boolean
  how: string
  source: string
  example: boolean
}

export interface Checklist {
  id: string
  regionCode: string | null
  operation: string
  edition: number
  points: number
  note: string
  validFrom: string
  items: ChecklistItem[]
}

export interface SamplingRule {
  id: string
  regionCode: string | null
  operation: string | null
  share: number
  minimum: number
  workingDays: number
  source: string
  example: boolean
  validFrom: string
}

export interface Plan {
  id: string
  number: string
  regionCode: string
  season: number
  operation: string
  contractId: string | null
  work: string
  reason: string
  share: number
  minimum: number
  workingDays: number
  ruleSource: string
  ruleExample: boolean
  sampleSize: number
  candidates: number
  listSha256: string
  commitment: string
  publicValueOf: string
  drawFrom: string
  publishedAt: string
  publishedBy: string
  status: (typeof PLAN_STATUSES)[number]
  publicValue: string | null
  secret: string | null
  drawnNumbers: string[] | null
  endedAt: string | null
  endReason: string | null
}

export interface PlanView {
  id: string
  plan: Plan
  regionName: string
  mayDraw: boolean
}

export interface PublicPlan {
  plan: Plan
  regionName: string
  algorithm: string
  numbers: string[]
}

export interface Outlook {
  candidates: number
  sampleSize: number
  rule: SamplingRule
  checklist: Checklist
}

export interface InspectionLine {
  id: string
  inspection: {
    id: string
    planId: string
    planNumber: string
    rank: number
    workOrderId: string
    number: string
    contractId: string
    villageCode: string
    season: number
    operation: string
    inspectorId: string | null
    inspectorName: string | null
    dueOn: string
    status: (typeof INSPECTION_STATUSES)[number]
    doneAt: string | null
    doneBy: string | null
    lon: number | null
    lat: number | null
    distanceMeters: number | null
    note: string | null
    passed: boolean | null
    followUp: string | null
    followUpBy: string | null
    followUpReason: string | null
    disputeId: string | null
  }
  lateDays: number
  mayDo: boolean
  mayDecide: boolean
}

export interface Finding {
  item: ChecklistItem
  values: Record<string, number>
  mean: number
  within: number
  passed: boolean | null
}

export interface InspectionDetail {
  line: InspectionLine
  checklist: Checklist
  findings: Finding[]
}

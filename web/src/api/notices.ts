// Public notices of everything that decides about money or land.
export const NOTICE_KINDS = [
  'SEASON_SETTLEMENT', 'DIVIDEND', 'VOTE_CALLED', 'VOTE_RESULT', 'SHARE_MOVEMENT', 'CONTRIBUTION_RULE', 'AWARD', 'CONTRACT', 'SUBSIDY_PAYMENTS', 'LAND_TRANSFER', 'TRUSTEESHIP',
  'RENTS_DUE', 'IDLE_LAND', 'SURPLUS_LAND', 'OTHER',
] as const
export type NoticeKind = (typeof NOTICE_KINDS)[number]
export const WRITTEN_KINDS = ['SURPLUS_LAND', 'OTHER'] as const
export const NOTICE_STATES = ['PUBLISHED', 'DUE', 'CLOSED', 'CARRIED_OUT'] as const
export type NoticeState = (typeof NOTICE_STATES)[number]

export interface NoticeItem {
  id: string
  kind: NoticeKind
  subjectId: string
  title: string
  villageCode: string
  season: number
  number: number
  contentKind: 'SHEETS' | 'PAPER'
  sha256: string
  publishedAt: string
  publishedBy: string
  workingDays: number | null
  objectionsTo: string
  state: NoticeState
  closedAt: string | null
  stands: boolean | null
  conclusion: string | null
  carriedOutOn: string | null
  objections: number
  openObjections: number
  upheldObjections: number
}

export interface NoticePaper {
  title: string
  facts: { label: string; value: string }[]
  steps: string[]
  tables: { title: string; columns: { label: string; number: boolean }[]; rows: string[][]; sums: string[] | null }[]
}

export interface NoticeObjection {
  id: string
  householdId: string
  text: string
  filedAt: string
  filedBy: string
  channel: 'HOUSEHOLD' | 'LEADER' | 'OFFICE' | 'PAPER'
  paper: string | null
  receivedOn: string | null
  outcome: 'UPHELD' | 'REJECTED' | null
  answer: string | null
  answeredAt: string | null
}

export interface NoticeDetail<S> {
  notice: NoticeItem
  sheets: S[] | null
  paper: NoticePaper | null
  text: string
  objections: NoticeObjection[]
}

export interface PublicNotice {
  id: string
  kind: NoticeKind
  title: string
  villageName: string
  season: number
  number: number
  publishedAt: string
  objectionsTo: string
  state: NoticeState
  stands: boolean | null
  conclusion: string | null
  carriedOutOn: string | null
  objections: number
  openObjections: number
  contentKind: 'SHEETS' | 'PAPER'
  text: string
  sha256: string
  genuine: boolean
}

/** A decision that hangs nowhere yet. */
export interface Unpublished {
  kind: NoticeKind
  subjectId: string
  villageCode: string
  season: number
  title: string
  decidedOn: string
  page: string
  noticeId: string | null
}

export interface NoticeRule {
  id: string
  regionCode: string | null
  kind: NoticeKind
  workingDays: number
  blocks: boolean
  source: string
  validFrom: string
}

/** The fingerprint as anybody may compute it; null where the browser has no means (a page without a secure connection). */
export async function sha256Of(text: string): Promise<string | null> {
  if (!globalThis.crypto?.subtle) return null
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

// A leader's phone: what he needs is here, what he writes is kept here first and sent when there is a network.
import { computed, ref, shallowRef } from 'vue'
import { get, newKey, post, ProblemError, UnreachableError } from '../api/client'
import { absorb, countToDecide, countWaiting, finishedLongAgo, inOrderOfWork, isOpen, nextBatch, overlay, secondsToWait, settledElsewhere, wire, type Answer, type Keep, type Kind, type PhoneData, type QueuedEntry } from './queue'
import { addToQueue, changeQueue, forgetStore, keepPhone, openStore, readPhone, readQueue, type Store } from './store'

export const data = shallowRef<PhoneData | null>(null)
export const entries = shallowRef<QueuedEntry[]>([])
export const online = ref(navigator.onLine)
export const offlineSince = ref<string | null>(navigator.onLine ? null : new Date().toISOString())
export const sending = ref(false)
/** Why nothing can be shown or sent at the moment; null while all is well. */
export const trouble = shallowRef<unknown>(null)
export const households = computed(() => (data.value ? inOrderOfWork(overlay(data.value, entries.value)) : []))
export const waiting = computed(() => countWaiting(entries.value))
export const toDecide = computed(() => countToDecide(entries.value))

let store: Store | null = null
let owner = ''
let opened: Promise<void> | undefined
let attempt = 0
let timer: ReturnType<typeof setTimeout> | undefined

/** Reads what is on the phone, then asks and sends as far as there is a network. */
export function openPhone(userId: string): Promise<void> {
  if (owner !== userId) {
    closePhone()
    owner = userId
    opened = begin(userId)
  } else void send()
  return opened as Promise<void>
}

async function begin(userId: string): Promise<void> {
  store = await openStore(userId)
  data.value = (await readPhone(store)) ?? null
  entries.value = await readQueue(store)
  void navigator.storage?.persist?.()
  if (import.meta.env.PROD) void navigator.serviceWorker?.register('/sw.js')
  const first = send()
  if (data.value === null) await first
}

function closePhone(): void {
  clearTimeout(timer)
  store?.close()
  store = null
  owner = ''
  data.value = null
  entries.value = []
}

/** @returns false if something on the phone has not been sent or decided: it stays, for the next time that this person signs in */
export async function forgetPhone(): Promise<boolean> {
  const user = owner
  const all = store ? await readQueue(store) : []
  if (user === '' || all.some(isOpen)) {
    closePhone()
    return false
  }
  const old = store
  store = null
  closePhone()
  await forgetStore(old, user)
  return true
}

async function refresh(): Promise<void> {
  const found = await get<PhoneData>('/phone')
  if (!store) return
  data.value = found
  await keepPhone(store, found)
  const settled = settledElsewhere(entries.value, found)
  const changed = settled.filter((entry, i) => entry !== entries.value[i])
  const gone = finishedLongAgo(settled, found.asOf).map((entry) => entry.seq)
  if (changed.length > 0 || gone.length > 0) await changeQueue(store, changed, gone)
  entries.value = await readQueue(store)
}

export interface Draft { kind: Kind; householdId: string; baseVersion?: number; body: Record<string, unknown>; id?: string }

/** Keeps them on the phone; they are sent at once if there is a network. */
export async function write(drafts: Draft[]): Promise<void> {
  if (!store) throw new Error('the phone is not open')
  const madeAt = new Date().toISOString()
  await addToQueue(store, drafts.map((draft) => ({ id: draft.id ?? newKey(), kind: draft.kind, baseVersion: draft.baseVersion ?? null, madeAt, householdId: draft.householdId, body: draft.body, state: 'WAITING', answer: null })))
  entries.value = await readQueue(store)
  void send()
}

/** Sends what waits, oldest first, and asks what is new. Two pages of one phone take turns. */
export async function send(): Promise<void> {
  clearTimeout(timer)
  if (!store || sending.value || !online.value) return
  sending.value = true
  try {
    if (navigator.locks) await navigator.locks.request(`siji-send-${owner}`, sendAll)
    else await sendAll()
    attempt = 0
    trouble.value = null
  } catch (error) {
    trouble.value = error
    const hopeless = error instanceof ProblemError && error.status === 401
    if (!hopeless && store) timer = setTimeout(() => void send(), secondsToWait(++attempt, Math.random()) * 1000)
  } finally {
    sending.value = false
  }
  if (trouble.value === null && waiting.value > 0) void send()
}

async function sendAll(): Promise<void> {
  let most: number | undefined
  while (store) {
    const known = await readQueue(store)
    const batch = nextBatch(known, most)
    if (batch.length === 0) break
    try {
      const answer = await post<{ entries: Answer[] }>('/entries', { entries: batch.map(wire) })
      await take(absorb(batch, answer.entries))
    } catch (error) {
      if (!isRefusal(error)) throw error
      // One of them can't be taken at all: alone, so that the others can.
      if (batch.length > 1) most = 1
      else await take(batch.map((entry) => ({ ...entry, state: 'REFUSED' as const, answer: { id: entry.id, answer: 'REFUSED' as const, problems: [{ code: error.code, path: '', message: error.message }], theirs: { needs: [], marks: [] }, receivedAt: null, settlement: null } })))
    }
  }
  await refresh()
}

const isRefusal = (error: unknown): error is ProblemError => error instanceof ProblemError && [400, 413, 422].includes(error.status)

async function take(changed: QueuedEntry[]): Promise<void> {
  if (!store) return
  await changeQueue(store, changed, [])
  entries.value = await readQueue(store)
}

/** Decides between both versions. What the server never kept is only put aside here. */
export async function settle(entry: QueuedEntry, keep: Keep, key: string): Promise<void> {
  if (entry.answer?.receivedAt) await post(`/entries/${entry.id}/settle`, { keep }, { key })
  await take([{ ...entry, state: 'SETTLED' }])
  await send()
}

/** The same for an entry that was written on another phone. */
export async function settleElsewhere(id: string, keep: Keep, key: string): Promise<void> {
  await post(`/entries/${id}/settle`, { keep }, { key })
  await send()
}

export const isUnreachable = (error: unknown) => error instanceof UnreachableError

window.addEventListener('offline', () => {
  online.value = false
  offlineSince.value = new Date().toISOString()
})
window.addEventListener('online', () => {
  online.value = true
  offlineSince.value = null
  attempt = 0
  void send()
})
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') void send()
})

// A phone that works without a network: what a person needs is here, what he writes is kept here first and sent when there is one.
import { computed, ref, shallowRef, watch } from 'vue'
import { get, ProblemError, UnreachableError } from '../api/client'
import { online } from '../network'
import { absorb, countToDecide, countWaiting, finishedLongAgo, heldFor, isOpen, nextBatch, secondsToWait, type Answer, type Queued } from './queue'
import { addToQueue, changeQueue, forgetStore, keepPhone, openStore, readPhone, readQueue, takeFromQueue, type Store } from './store'

/** Where a role's phone reads and writes. */
export interface Channel<D extends { asOf: string }, E extends Queued> {
  /** Of the answer that holds all that is needed for a day. */
  readFrom: () => string
  sendTo: (batch: E[]) => Promise<Answer[]>
  /** What the server's answer says of entries beside those that were just sent. */
  follow?: (entries: E[], data: D) => E[]
}

export const isUnreachable = (error: unknown) => error instanceof UnreachableError
const isRefusal = (error: unknown): error is ProblemError => error instanceof ProblemError && [400, 413, 422].includes(error.status)

export function makeLine<D extends { asOf: string }, E extends Queued>(channel: Channel<D, E>) {
  const data = shallowRef<D | null>(null)
  const entries = shallowRef<E[]>([])
  const sending = ref(false)
  /** Why nothing can be shown or sent at the moment; null while all is well. */
  const trouble = shallowRef<unknown>(null)
  const waiting = computed(() => countWaiting(entries.value))
  const toDecide = computed(() => countToDecide(entries.value))

  let store: Store | null = null
  let owner = ''
  let opened: Promise<void> | undefined
  let attempt = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  const queue = async (from: Store) => (await readQueue(from)) as E[]

  /** Reads what is on the phone, then asks and sends as far as there is a network. */
  function open(userId: string): Promise<void> {
    if (owner !== userId) {
      close()
      owner = userId
      opened = begin(userId)
    } else void send()
    return opened as Promise<void>
  }

  async function begin(userId: string): Promise<void> {
    store = await openStore(userId)
    data.value = ((await readPhone(store)) as D | undefined) ?? null
    entries.value = await queue(store)
    void navigator.storage?.persist?.()
    if (import.meta.env.PROD) void navigator.serviceWorker?.register('/sw.js')
    const first = send()
    if (data.value === null) await first
  }

  function close(): void {
    clearTimeout(timer)
    store?.close()
    store = null
    owner = ''
    data.value = null
    entries.value = []
  }

  /** @returns false if something on the phone has not been sent or decided: it stays, for the next time that this person signs in */
  async function forget(): Promise<boolean> {
    const user = owner
    const all = store ? await queue(store) : []
    if (user === '' || all.some(isOpen)) {
      close()
      return false
    }
    const old = store
    store = null
    close()
    await forgetStore(old, user)
    return true
  }

  async function refresh(): Promise<void> {
    const found = await get<D>(channel.readFrom())
    if (!store) return
    data.value = found
    await keepPhone(store, found)
    const followed = channel.follow ? channel.follow(entries.value, found) : entries.value
    const changed = followed.filter((entry, i) => entry !== entries.value[i])
    const gone = finishedLongAgo(followed, found.asOf).map((entry) => entry.seq)
    if (changed.length > 0 || gone.length > 0) await changeQueue(store, changed, gone)
    entries.value = await queue(store)
  }

  /** Keeps them on the phone, all or none; they are sent at once if there is a network and they are not held. */
  async function write(drafts: Omit<E, 'seq' | 'state' | 'answer'>[]): Promise<void> {
    if (!store) throw new Error('the phone is not open')
    await addToQueue(store, drafts.map((draft) => ({ ...draft, state: 'WAITING', answer: null })))
    entries.value = await queue(store)
    void send()
  }

  /** Takes back what is still held. @returns false if it has been sent meanwhile */
  async function undo(seq: number): Promise<boolean> {
    if (!store) return false
    const gone = await takeFromQueue(store, seq, (entry) => heldFor(entry, Date.now()) > 0)
    entries.value = await queue(store)
    return gone
  }

  /** Sends what waits, oldest first, and asks what is new. Two pages of one phone take turns. */
  async function send(): Promise<void> {
    clearTimeout(timer)
    if (!store || sending.value) return
    if (!navigator.onLine) return sendLater()
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
    if (trouble.value !== null) return
    if (nextBatch(entries.value, 1, 1, Date.now()).length > 0) void send()
    else sendLater()
  }

  /** When what is held may go. */
  function sendLater(): void {
    const held = entries.value.map((entry) => heldFor(entry, Date.now())).filter((left) => left > 0)
    if (held.length > 0) timer = setTimeout(() => void send(), Math.min(...held) + 50)
  }

  async function sendAll(): Promise<void> {
    let most: number | undefined
    while (store) {
      const known = await queue(store)
      const batch = nextBatch(known, most, undefined, Date.now())
      if (batch.length === 0) break
      try {
        await take(absorb(batch, await channel.sendTo(batch)))
      } catch (error) {
        if (!isRefusal(error)) throw error
        // One of them can't be taken at all: alone, so that the others can.
        if (batch.length > 1) most = 1
        else await take(batch.map((entry) => ({ ...entry, state: 'REFUSED' as const, answer: { id: entry.id, answer: 'REFUSED' as const, problems: [{ code: error.code, path: '', message: error.message }], theirs: { needs: [], marks: [] }, receivedAt: null, settlement: null } })))
      }
    }
    await refresh()
  }

  async function take(changed: E[]): Promise<void> {
    if (!store) return
    await changeQueue(store, changed, [])
    entries.value = await queue(store)
  }

  watch(online, (there) => {
    if (!there) return
    attempt = 0
    void send()
  })
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void send()
  })
  return { data, entries, sending, trouble, waiting, toDecide, open, forget, write, undo, send, take }
}

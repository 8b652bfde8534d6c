// What stays on the phone, apart for each person who signs in there.
import { deleteDB, openDB, type DBSchema, type IDBPDatabase } from 'idb'
import type { Queued } from './queue'

interface Tables extends DBSchema {
  phone: { key: string; value: unknown }
  queue: { key: number; value: Queued }
}

const NOW = 'now'
const nameFor = (userId: string) => `siji-phone-${userId}`

export type Store = IDBPDatabase<Tables>

export function openStore(userId: string): Promise<Store> {
  return openDB<Tables>(nameFor(userId), 1, {
    upgrade(database) {
      database.createObjectStore('phone')
      database.createObjectStore('queue', { keyPath: 'seq', autoIncrement: true })
    },
  })
}

export const readPhone = (store: Store) => store.get('phone', NOW)
export const keepPhone = (store: Store, data: unknown) => store.put('phone', data, NOW)
export const readQueue = (store: Store) => store.getAll('queue')

/** All of them or none: a need is never kept without its signature. */
export async function addToQueue(store: Store, entries: Omit<Queued, 'seq'>[]): Promise<void> {
  const writing = store.transaction('queue', 'readwrite')
  // The database counts: two open pages never give the same number.
  await Promise.all(entries.map((entry) => writing.store.add(entry as Queued)))
  await writing.done
}

export async function changeQueue(store: Store, changed: Queued[], gone: number[]): Promise<void> {
  const writing = store.transaction('queue', 'readwrite')
  await Promise.all([...changed.map((entry) => writing.store.put(entry)), ...gone.map((seq) => writing.store.delete(seq))])
  await writing.done
}

/** @returns false if it is not there any more or was sent meanwhile */
export async function takeFromQueue(store: Store, seq: number, mayGo: (entry: Queued) => boolean): Promise<boolean> {
  const writing = store.transaction('queue', 'readwrite')
  const there = await writing.store.get(seq)
  const goes = there !== undefined && mayGo(there)
  if (goes) await writing.store.delete(seq)
  await writing.done
  return goes
}

export async function forgetStore(store: Store | null, userId: string): Promise<void> {
  store?.close()
  await deleteDB(nameFor(userId))
}

// What stays on the phone, apart for each person who signs in there.
import { deleteDB, openDB, type DBSchema, type IDBPDatabase } from 'idb'
import type { PhoneData, QueuedEntry } from './queue'

interface Tables extends DBSchema {
  phone: { key: string; value: PhoneData }
  queue: { key: number; value: QueuedEntry }
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
export const keepPhone = (store: Store, data: PhoneData) => store.put('phone', data, NOW)
export const readQueue = (store: Store) => store.getAll('queue')

/** All of them or none: a need is never kept without its signature. */
export async function addToQueue(store: Store, entries: Omit<QueuedEntry, 'seq'>[]): Promise<void> {
  const writing = store.transaction('queue', 'readwrite')
  // The database counts: two open pages never give the same number.
  await Promise.all(entries.map((entry) => writing.store.add(entry as QueuedEntry)))
  await writing.done
}

export async function changeQueue(store: Store, changed: QueuedEntry[], gone: number[]): Promise<void> {
  const writing = store.transaction('queue', 'readwrite')
  await Promise.all([...changed.map((entry) => writing.store.put(entry)), ...gone.map((seq) => writing.store.delete(seq))])
  await writing.done
}

export async function forgetStore(store: Store | null, userId: string): Promise<void> {
  store?.close()
  await deleteDB(nameFor(userId))
}

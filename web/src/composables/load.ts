// Reading from the server: what is known, what is awaited, what went wrong.
import { onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef, type WatchSource } from 'vue'
import { get, type Listing, type Query } from '../api/client'

export interface Loading<T> {
  data: ShallowRef<T | null>
  error: Ref<unknown>
  busy: Ref<boolean>
  reload: () => Promise<void>
}

/** Loads now and again whenever `when` changes; an answer that was overtaken by a newer question is dropped. */
export function useLoad<T>(ask: () => Promise<T>, when?: WatchSource | WatchSource[]): Loading<T> {
  const data = shallowRef<T | null>(null)
  const error = ref<unknown>(null)
  const busy = ref(false)
  let turn = 0

  async function reload(): Promise<void> {
    const mine = ++turn
    busy.value = true
    error.value = null
    try {
      const answer = await ask()
      if (mine === turn) data.value = answer
    } catch (problem) {
      if (mine === turn) error.value = problem
    } finally {
      if (mine === turn) busy.value = false
    }
  }

  if (when) watch(when, reload, { deep: true })
  onScopeDispose(() => turn++)
  void reload()
  return { data, error, busy, reload }
}

export interface ListLoading<T> extends Loading<T[]> {
  next: Ref<string | null>
  more: () => Promise<void>
  all: () => Promise<T[]>
}

/** A paged list; `all` fetches what is not on the page yet, for exports. */
export function useList<T>(path: string, query: () => Query): ListLoading<T> {
  const next = ref<string | null>(null)
  const ask = (cursor: string | null, limit: number) => get<Listing<T>>(path, { limit, ...query(), cursor })
  const loading = useLoad<T[]>(async () => {
    const page = await ask(null, 100)
    next.value = page.next ?? null
    return page.items
  }, query)

  async function more(): Promise<void> {
    if (next.value === null) return
    try {
      const page = await ask(next.value, 100)
      loading.data.value = [...(loading.data.value ?? []), ...page.items]
      next.value = page.next ?? null
    } catch (problem) {
      loading.error.value = problem
    }
  }

  async function all(): Promise<T[]> {
    const rows = [...(loading.data.value ?? [])]
    let cursor = next.value
    while (cursor !== null) {
      const page: Listing<T> = await ask(cursor, 1000)
      rows.push(...page.items)
      cursor = page.next ?? null
    }
    return rows
  }

  return { ...loading, next, more, all }
}

// Writing to the server: what was typed is kept over a reload, and every problem stands beside its field.
import { computed, reactive, ref, watch, type Ref } from 'vue'
import { newKey, ProblemError, UnreachableError, type Violation } from '../api/client'
import { i18n } from '../i18n'

const PREFIX = 'siji.draft.'

export interface Form<V extends object, R> {
  values: V
  busy: Ref<boolean>
  /** Problems of no single field, to be shown above the form. */
  general: Ref<string[]>
  problemOf: (path: string) => string
  submit: () => Promise<R | undefined>
  reset: () => void
}

interface Draft<V> {
  key: string
  values: V
}

/**
 * A form named `name`. The key of the write stays the same while nothing is known of its fate (network gone, server broken),
 * so that trying again cannot do it twice; once the server has refused it, the next try is a new write.
 * `secret` forms (passwords) are never kept.
 */
export function useForm<V extends object, R>(
  name: string,
  initial: () => V,
  send: (values: V, key: string) => Promise<R>,
  options: { secret?: boolean; check?: (values: V) => Record<string, string> } = {},
): Form<V, R> {
  const kept = options.secret ? null : readDraft<V>(name)
  const values = reactive({ ...initial(), ...kept?.values }) as V
  let key = kept?.key ?? newKey()
  const busy = ref(false)
  const general = ref<string[]>([])
  const violations = ref<Violation[]>([])
  const touched = ref(false)

  if (!options.secret) {
    watch(values, () => sessionStorage.setItem(PREFIX + name, JSON.stringify({ key, values })), { deep: true })
  }

  const checks = computed(() => (touched.value && options.check ? options.check(values) : {}))

  function problemOf(path: string): string {
    const own = checks.value[path]
    if (own) return own
    const matching = violations.value.filter((v) => v.path === path || v.path?.startsWith(`${path}.`) || v.path?.startsWith(`${path}[`))
    return matching.map((v) => v.message).join(' ')
  }

  async function submit(): Promise<R | undefined> {
    touched.value = true
    if (busy.value || Object.keys(checks.value).length > 0) return undefined
    busy.value = true
    general.value = []
    violations.value = []
    try {
      const answer = await send(values, key)
      reset()
      return answer
    } catch (error) {
      if (error instanceof ProblemError) {
        if (error.status < 500) key = newKey()
        violations.value = error.problems
        const fields = Object.keys(values)
        const beside = (v: Violation) => fields.some((f) => v.path === f || v.path?.startsWith(`${f}.`) || v.path?.startsWith(`${f}[`))
        general.value = error.problems.filter((v) => !beside(v)).map((v) => v.message)
        if (error.problems.length === 0) general.value = [explain(error)]
      } else {
        general.value = [explain(error)]
      }
      return undefined
    } finally {
      busy.value = false
    }
  }

  function reset(): void {
    key = newKey()
    touched.value = false
    general.value = []
    violations.value = []
    Object.assign(values, initial())
    // The watcher writes the emptied values first; the draft goes after it.
    queueMicrotask(() => queueMicrotask(() => sessionStorage.removeItem(PREFIX + name)))
  }

  return { values, busy, general, problemOf, submit, reset }
}

function readDraft<V>(name: string): Draft<V> | null {
  const text = sessionStorage.getItem(PREFIX + name)
  try {
    return text === null ? null : (JSON.parse(text) as Draft<V>)
  } catch {
    return null
  }
}

/** What happened, in one sentence for the person at the page. */
export function explain(error: unknown): string {
  const { t, te } = i18n.global
  if (error instanceof UnreachableError) return t('wrong.unreachable')
  if (error instanceof ProblemError) {
    if (error.problems.length > 0) return error.problems.map((p) => p.message).join(' ')
    if (error.detail !== '') return error.detail
    const key = `wrong.${error.status}`
    return te(key) ? t(key) : error.title || t('wrong.unknown')
  }
  console.error(error)
  return t('wrong.unknown')
}

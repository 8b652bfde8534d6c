// One press that changes something: busy while it runs, what changed or what went wrong afterwards.
import { ref } from 'vue'
import { newKey, ProblemError } from '../api/client'
import { ElMessage } from '../element'
import { explain } from './form'

export function useAct() {
  const busy = ref('')
  const problem = ref('')
  const keys = new Map<string, string>()

  /** Runs `what` under a name; a second press while nothing is known of the first reuses its key. */
  async function act<T>(name: string, what: (key: string) => Promise<T>, said?: string): Promise<T | undefined> {
    if (busy.value !== '') return undefined
    busy.value = name
    problem.value = ''
    const key = keys.get(name) ?? newKey()
    keys.set(name, key)
    try {
      const answer = await what(key)
      keys.delete(name)
      if (said) tell(said)
      return answer
    } catch (error) {
      if (error instanceof ProblemError && error.status < 500) keys.delete(name)
      problem.value = explain(error)
      return undefined
    } finally {
      busy.value = ''
    }
  }

  return { busy, problem, act }
}

export function tell(message: string): void {
  ElMessage({ message, type: 'success', plain: true, grouping: true })
}

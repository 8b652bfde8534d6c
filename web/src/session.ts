// Who is signed in. The cookie is the server's; the page only knows the person.
import { computed, shallowRef } from 'vue'
import { get, post, ProblemError, put, remove, UnreachableError, whenSignedOut } from './api/client'
import type { Role, User } from './api/types'

const current = shallowRef<User | null>(null)
/** Leaders and operators open their pages without a network too: until the server says otherwise, it is they. */
const KEPT_USER = 'siji.leader'
let asked: Promise<void> | undefined

export const user = computed(() => current.value)

export function hasRole(...roles: Role[]): boolean {
  return current.value !== null && roles.includes(current.value.role)
}

/** Asks the server once per page load whether the cookie still stands for somebody. */
export function knowUser(): Promise<void> {
  asked ??= get<User>('/session').then(
    (found) => know(found),
    (error: unknown) => {
      if (error instanceof UnreachableError) current.value ??= keptUser()
      if (error instanceof ProblemError && error.status === 401) return
      asked = undefined
      throw error
    },
  )
  return asked
}

function know(found: User): void {
  current.value = found
  if (found.role === 'LEADER' || found.role === 'OPERATOR') localStorage.setItem(KEPT_USER, JSON.stringify(found))
  else localStorage.removeItem(KEPT_USER)
}

function keptUser(): User | null {
  try {
    return JSON.parse(localStorage.getItem(KEPT_USER) ?? 'null') as User | null
  } catch {
    return null
  }
}

export async function signIn(username: string, password: string, key: string): Promise<User> {
  const answer = await post<{ user: User }>('/session', { username, password }, { key })
  know(answer.user)
  asked = Promise.resolve()
  return answer.user
}

export async function changePassword(oldPassword: string, newPassword: string, key: string): Promise<void> {
  await put('/session/password', { oldPassword, newPassword }, { key })
  current.value = await get<User>('/session')
}

export async function signOut(): Promise<void> {
  await remove('/session')
  forget()
}

/** Drafts hold names and reasons; they must not wait for the next person at the same machine. */
export function forget(): void {
  current.value = null
  asked = Promise.resolve()
  localStorage.removeItem(KEPT_USER)
  sessionStorage.clear()
}

whenSignedOut(() => {
  current.value = null
  localStorage.removeItem(KEPT_USER)
})

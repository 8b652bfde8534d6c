// The one door to the server: sends what every request needs and turns RFC 9457 problems into one typed error.
import { found, lost } from '../network'

export interface Violation {
  code: string
  path?: string
  message: string
}

/** What went wrong, as the server says it; `problems` names every offending field at once. */
export class ProblemError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly title: string,
    readonly detail: string,
    readonly problems: Violation[],
  ) {
    super(detail || title || code)
    this.name = 'ProblemError'
  }
}

/** The server could not be reached; nothing is known about what became of a write. */
export class UnreachableError extends Error {
  constructor() {
    super('unreachable')
    this.name = 'UnreachableError'
  }
}

export interface Listing<T> {
  items: T[]
  next: string | null
}

export type Query = Record<string, string | number | boolean | null | undefined>

interface WriteOptions {
  /** The same key over every retry of one form, so that a second submit does nothing twice. */
  key?: string
  /** The version that the person saw, for edits of a versioned record. */
  version?: number | string
}

const BASE = '/api/v1'

let language = 'zh-CN'
let onSignedOut: () => void = () => undefined

export function setRequestLanguage(tag: string): void {
  language = tag
}

export function whenSignedOut(listener: () => void): void {
  onSignedOut = listener
}

export function newKey(): string {
  // randomUUID exists only on https and localhost; a county's first installation is often plain http in the office network.
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID()
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80
  const hex = [...bytes].map((b) => b.toString(16).padStart(2, '0')).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

export function address(path: string, query: Query = {}): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value))
  }
  const text = search.toString()
  return BASE + path + (text ? `?${text}` : '')
}

export function get<T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> {
  return send<T>('GET', address(path, query), { signal })
}

export function post<T>(path: string, body?: unknown, options?: WriteOptions): Promise<T> {
  return write<T>('POST', path, body, options)
}

export function put<T>(path: string, body?: unknown, options?: WriteOptions): Promise<T> {
  return write<T>('PUT', path, body, options)
}

export function remove<T>(path: string, options?: WriteOptions): Promise<T> {
  return write<T>('DELETE', path, undefined, options)
}

function write<T>(method: string, path: string, body: unknown, options: WriteOptions = {}): Promise<T> {
  const extra: Record<string, string> = { 'X-Siji-Request': '1', 'Idempotency-Key': options.key ?? newKey() }
  if (options.version !== undefined) extra['If-Match'] = `"${options.version}"`
  if (body instanceof FormData) return send<T>(method, address(path), { body, headers: extra })
  if (body === undefined) return send<T>(method, address(path), { headers: extra })
  return send<T>(method, address(path), {
    body: JSON.stringify(body),
    headers: { ...extra, 'Content-Type': 'application/json' },
  })
}

async function send<T>(method: string, url: string, init: RequestInit): Promise<T> {
  const response = await reach(url, { ...init, method, headers: { ...headers(), ...(init.headers as object) } })
  return read<T>(response)
}

function headers(): Record<string, string> {
  return { Accept: 'application/json, application/problem+json', 'Accept-Language': language }
}

async function reach(url: string, init: RequestInit): Promise<Response> {
  try {
    const response = await fetch(url, { credentials: 'same-origin', ...init })
    found()
    return response
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    lost()
    throw new UnreachableError()
  }
}

async function read<T>(response: Response): Promise<T> {
  const text = await response.text()
  const body = text === '' ? undefined : parse(text)
  if (response.ok) return body as T
  const problem = problemOf(response, body)
  if (response.status === 401) onSignedOut()
  throw problem
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function problemOf(response: Response, body: unknown): ProblemError {
  const fields = (typeof body === 'object' && body !== null ? body : {}) as Partial<ProblemError>
  return new ProblemError(
    response.status,
    fields.code ?? `http.${response.status}`,
    fields.title ?? response.statusText,
    fields.detail ?? '',
    fields.problems ?? [],
  )
}

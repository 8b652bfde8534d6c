import { createI18n } from 'vue-i18n'
import chinese from './messages/zh-CN'
import { setRequestLanguage } from './api/client'

export type Language = 'zh-CN' | 'en'

const KEPT_UNDER = 'siji.language'

export const i18n = createI18n({
  legacy: false,
  locale: 'zh-CN',
  fallbackLocale: 'zh-CN',
  messages: { 'zh-CN': chinese } as Record<string, typeof chinese>,
})

/** English is fetched only by those who switch to it. */
export async function speak(language: Language): Promise<void> {
  if (language === 'en' && !i18n.global.availableLocales.includes('en')) {
    i18n.global.setLocaleMessage('en', (await import('./messages/en')).default)
  }
  i18n.global.locale.value = language
  setRequestLanguage(language)
  document.documentElement.lang = language
  localStorage.setItem(KEPT_UNDER, language)
}

export function keptLanguage(): Language {
  return localStorage.getItem(KEPT_UNDER) === 'en' ? 'en' : 'zh-CN'
}

/** A word for a code that the server may have extended since: the code itself when there is no word yet. */
export function wordFor(group: string, code: string): string {
  const key = `${group}.${code}`
  return i18n.global.te(key) || i18n.global.te(key, 'zh-CN') ? i18n.global.t(key) : code
}

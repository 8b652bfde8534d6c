import { createApp } from 'vue'
import App from './App.vue'
import { i18n, keptLanguage, speak } from './i18n'
import { router } from './router'
import './styles/base.css'

// The first paint is already in the right language.
await speak(keptLanguage())
createApp(App).use(i18n).use(router).mount('#app')

import { joined } from './catalogue'

export default joined(import.meta.glob('./en/*.json', { eager: true, import: 'default' }))

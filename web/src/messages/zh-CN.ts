import { joined } from './catalogue'

export default joined(import.meta.glob('./zh-CN/*.json', { eager: true, import: 'default' }))

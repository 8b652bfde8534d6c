// The parts of the component library that the office pages use, each with its own style sheet.
import 'element-plus/es/components/base/style/css'
import 'element-plus/es/components/date-picker/style/css'
import 'element-plus/es/components/dialog/style/css'
import 'element-plus/es/components/drawer/style/css'
import 'element-plus/es/components/input-number/style/css'
import 'element-plus/es/components/message/style/css'
import 'element-plus/es/components/option-group/style/css'
import 'element-plus/es/components/option/style/css'
import 'element-plus/es/components/select/style/css'
import 'element-plus/es/components/tab-pane/style/css'
import 'element-plus/es/components/tabs/style/css'
import 'element-plus/es/components/timeline-item/style/css'
import 'element-plus/es/components/timeline/style/css'

export {
  ElConfigProvider,
  ElDatePicker,
  ElDialog,
  ElDrawer,
  ElInputNumber,
  ElMessage,
  ElOption,
  ElOptionGroup,
  ElSelect,
  ElTabPane,
  ElTabs,
  ElTimeline,
  ElTimelineItem,
} from 'element-plus'

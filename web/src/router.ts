import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router'
import type { Role } from './api/types'
import { hasRole, knowUser, user } from './session'

declare module 'vue-router' {
  interface RouteMeta {
    /** Message key of the page's title. */
    title?: string
    /** Who may open it; the server decides again. */
    roles?: Role[]
    /** Reachable without signing in. */
    open?: boolean
  }
}

const GOVERNMENT: Role[] = ['COUNTY', 'TOWNSHIP', 'VILLAGE']
const OFFICE: Role[] = [...GOVERNMENT, 'PROVIDER']
const EVERYBODY: Role[] = [...OFFICE, 'HOUSEHOLD']

function page(path: string, title: string, roles: Role[], component: () => Promise<unknown>): RouteRecordRaw {
  return { path, meta: { title: `page.${title}`, roles }, component, props: true } as RouteRecordRaw
}

const officePages: RouteRecordRaw[] = [
  page('board', 'board', GOVERNMENT, () => import('./pages/BoardPage.vue')),
  page('waiting', 'waiting', GOVERNMENT, () => import('./pages/WaitingPage.vue')),
  page('planning', 'planning', GOVERNMENT, () => import('./pages/PlanningPage.vue')),
  page('planning/records', 'planningRecords', GOVERNMENT, () => import('./pages/PlanningRecordsPage.vue')),
  page('days', 'days', ['PROVIDER'], () => import('./pages/ProviderDaysPage.vue')),
  page('map', 'map', OFFICE, () => import('./pages/CountyMapPage.vue')),
  page('duty', 'duty', GOVERNMENT, () => import('./pages/DutyPage.vue')),
  page('households', 'households', GOVERNMENT, () => import('./pages/HouseholdsPage.vue')),
  page('households/:id', 'household', GOVERNMENT, () => import('./pages/HouseholdPage.vue')),
  page('parcels', 'parcels', GOVERNMENT, () => import('./pages/ParcelsPage.vue')),
  page('parcels/:id', 'parcel', GOVERNMENT, () => import('./pages/ParcelPage.vue')),
  page('imports', 'imports', GOVERNMENT, () => import('./pages/ImportsPage.vue')),
  page('needs/import', 'needImport', GOVERNMENT, () => import('./pages/NeedImportPage.vue')),
  page('needs/copy', 'needCopy', GOVERNMENT, () => import('./pages/NeedCopyPage.vue')),
  page('needs/sheets', 'needSheets', GOVERNMENT, () => import('./pages/NeedSheetsPage.vue')),
  page('needs', 'needs', GOVERNMENT, () => import('./pages/NeedsPage.vue')),
  page('bundles', 'bundles', GOVERNMENT, () => import('./pages/BundlesPage.vue')),
  page('bundles/:id', 'bundle', GOVERNMENT, () => import('./pages/BundlePage.vue')),
  page('providers', 'providers', OFFICE, () => import('./pages/ProvidersPage.vue')),
  page('providers/:id', 'provider', OFFICE, () => import('./pages/ProviderPage.vue')),
  page('papers', 'papers', GOVERNMENT, () => import('./pages/PapersPage.vue')),
  page('tenders', 'tenders', OFFICE, () => import('./pages/TendersPage.vue')),
  page('tenders/:id', 'tender', OFFICE, () => import('./pages/TenderPage.vue')),
  page('capacity', 'capacity', OFFICE, () => import('./pages/CapacitiesPage.vue')),
  page('contracts', 'contracts', OFFICE, () => import('./pages/ContractsPage.vue')),
  page('contracts/:id', 'contract', OFFICE, () => import('./pages/ContractPage.vue')),
  page('work-orders', 'workOrders', OFFICE, () => import('./pages/WorkOrdersPage.vue')),
  page('dispatch', 'dispatch', OFFICE, () => import('./pages/DispatchPage.vue')),
  page('dispatch/:id', 'dispatchPlan', OFFICE, () => import('./pages/DispatchPlanPage.vue')),
  page('dispatch/:id/sheets', 'dispatchSheets', OFFICE, () => import('./pages/DispatchSheetsPage.vue')),
  page('dispatch-rules', 'dispatchRules', GOVERNMENT, () => import('./pages/DispatchRulesPage.vue')),
  page('supervision', 'supervision', GOVERNMENT, () => import('./pages/SupervisionPage.vue')),
  page('inspection-plans', 'inspectionPlans', GOVERNMENT, () => import('./pages/InspectionPlansPage.vue')),
  page('inspection-plans/:id', 'inspectionPlan', GOVERNMENT, () => import('./pages/InspectionPlanPage.vue')),
  page('checklists', 'checklists', OFFICE, () => import('./pages/ChecklistsPage.vue')),
  page('entries', 'entries', GOVERNMENT, () => import('./pages/EntriesPage.vue')),
  page('appeals', 'appeals', OFFICE, () => import('./pages/AppealsPage.vue')),
  page('season-settlements', 'seasonSettlements', GOVERNMENT, () => import('./pages/SeasonSettlementsPage.vue')),
  page('season-settlements/:id', 'seasonSettlement', GOVERNMENT, () => import('./pages/SeasonSettlementPage.vue')),
  page('funds', 'funds', GOVERNMENT, () => import('./pages/FundsPage.vue')),
  page('funds/:id', 'fund', GOVERNMENT, () => import('./pages/FundPage.vue')),
  page('entities', 'entities', GOVERNMENT, () => import('./pages/EntitiesPage.vue')),
  page('bank-lists', 'bankLists', GOVERNMENT, () => import('./pages/BankListsPage.vue')),
  page('collective-income', 'collectiveIncome', GOVERNMENT, () => import('./pages/CollectiveIncomePage.vue')),
  page('entities/:id', 'entity', GOVERNMENT, () => import('./pages/EntityPage.vue')),
  page('idle-land', 'idleLand', GOVERNMENT, () => import('./pages/IdleLandPage.vue')),
  page('land-register', 'landRegister', GOVERNMENT, () => import('./pages/LandRegisterPage.vue')),
  page('accounts', 'accounts', OFFICE, () => import('./pages/AccountsPage.vue')),
  page('accounts/:id', 'account', OFFICE, () => import('./pages/AccountPage.vue')),
  page('ledger/:id', 'ledger', GOVERNMENT, () => import('./pages/LedgerPage.vue')),
  page('rules', 'rules', OFFICE, () => import('./pages/RulesPage.vue')),
  page('audit', 'audit', ['COUNTY'], () => import('./pages/AuditPage.vue')),
  page('users', 'users', GOVERNMENT, () => import('./pages/UsersPage.vue')),
]

/** Looked at by offices and by households, each in its own frame. */
const sharedPages: RouteRecordRaw[] = [
  page('work-orders/:id', 'workOrder', EVERYBODY, () => import('./pages/WorkOrderPage.vue')),
  page('notices', 'notices', [...EVERYBODY, 'LEADER'], () => (hasRole('HOUSEHOLD', 'LEADER') ? import('./pages/MyNoticesPage.vue') : import('./pages/NoticesPage.vue'))),
  page('awards', 'awards', EVERYBODY, () => (hasRole('HOUSEHOLD') ? import('./pages/MyAwardsPage.vue') : import('./pages/AwardsPage.vue'))),
  page('awards/:id', 'award', EVERYBODY, () => import('./pages/AwardPage.vue')),
  page('disputes', 'disputes', EVERYBODY, () => (hasRole('HOUSEHOLD') ? import('./pages/MyDisputesPage.vue') : import('./pages/DisputesPage.vue'))),
  page('disputes/:id', 'dispute', EVERYBODY, () => import('./pages/DisputePage.vue')),
  page('tenancy', 'tenancy', [...GOVERNMENT, 'HOUSEHOLD'], () => (hasRole('HOUSEHOLD') ? import('./pages/MyLandPage.vue') : import('./pages/TenancyPage.vue'))),
  page('plans', 'plans', [...GOVERNMENT, 'HOUSEHOLD', 'LEADER'], () => import('./pages/PlansPage.vue')),
  page('plans/:id', 'plan', [...GOVERNMENT, 'HOUSEHOLD', 'LEADER'], () => import('./pages/PlanPage.vue')),
  page('reports', 'reports', [...EVERYBODY, 'LEADER'], () => import('./pages/ReportsPage.vue')),
  page('inspections', 'inspections', [...EVERYBODY, 'LEADER'], () => import('./pages/InspectionsPage.vue')),
  page('inspections/:id', 'inspection', [...EVERYBODY, 'LEADER'], () => import('./pages/InspectionPage.vue')),
  page('land-offers', 'landOffers', ['PROVIDER', 'HOUSEHOLD'], () => import('./pages/LandOffersPage.vue')),
  page('trusteeships', 'trusteeships', EVERYBODY, () => (hasRole('HOUSEHOLD') ? import('./pages/MyLandPage.vue') : import('./pages/TrusteeshipsPage.vue'))),
  page('trusteeships/:id', 'trusteeship', EVERYBODY, () => import('./pages/TrusteeshipPage.vue')),
  page('packages', 'packages', [...EVERYBODY, 'LEADER'], () => import('./pages/PackagesPage.vue')),
  page('packages/:id', 'package', [...EVERYBODY, 'LEADER'], () => import('./pages/PackagePage.vue')),
  page('dividends/:id', 'dividend', [...GOVERNMENT, 'HOUSEHOLD'], () => import('./pages/DividendPage.vue')),
  page('my-shares', 'myShares', ['HOUSEHOLD'], () => import('./pages/MySharesPage.vue')),
  page('q/:code', 'openSheet', [...GOVERNMENT, 'LEADER', 'HOUSEHOLD'], () => import('./pages/OpenSheetPage.vue')),
  page('notices/:id', 'notice', [...EVERYBODY, 'LEADER'], () => import('./pages/NoticePage.vue')),
]

export const router = createRouter({
  history: createWebHistory(),
  scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? false : { top: 0 }),
  routes: [
    { path: '/login', name: 'login', meta: { open: true, title: 'page.login' }, component: () => import('./pages/LoginPage.vue') },
    { path: '/c/:hash', meta: { open: true, title: 'page.textCheck' }, component: () => import('./pages/TextCheckPage.vue'), props: true },
    { path: '/p/:code', meta: { open: true, title: 'page.providerCard' }, component: () => import('./pages/ProviderCardPage.vue'), props: true },
    { path: '/', name: 'home', component: { render: () => null }, beforeEnter: () => openingPage() },
    // The household's pages are on their own: large type, one column, and nothing of the office's component library.
    {
      path: '/',
      component: () => import('./components/PhoneFrame.vue'),
      children: [
        page('leader', 'leader', ['LEADER'], () => import('./pages/LeaderPage.vue')),
        page('leader/queue', 'leaderQueue', ['LEADER'], () => import('./pages/LeaderQueuePage.vue')),
        page('leader/:id', 'leaderHousehold', ['LEADER'], () => import('./pages/LeaderHouseholdPage.vue')),
        page('mine', 'mine', ['HOUSEHOLD'], () => import('./pages/MinePage.vue')),
        page('statement/:householdId', 'statement', EVERYBODY, () => import('./pages/StatementPage.vue')),
        page('village-statements/:code', 'villageStatements', GOVERNMENT, () => import('./pages/VillageStatementsPage.vue')),
      ],
    },
    { path: '/', component: () => import('./components/OwnFrame.vue'), children: sharedPages },
    { path: '/', component: () => import('./components/OfficeFrame.vue'), children: officePages },
    { path: '/public/inspections/:id', props: true, meta: { open: true, title: 'page.publicInspection' }, component: () => import('./pages/PublicInspectionPage.vue') },
    { path: '/public/awards/:id', props: true, meta: { open: true, title: 'page.award' }, component: () => import('./pages/PublicAwardPage.vue') },
    { path: '/n/:id', props: true, meta: { open: true, title: 'page.notice' }, component: () => import('./pages/PublicNoticePage.vue') },
    { path: '/forbidden', meta: { open: true, title: 'page.forbidden' }, component: () => import('./pages/ForbiddenPage.vue') },
    { path: '/:rest(.*)*', meta: { open: true, title: 'page.absent' }, component: () => import('./pages/AbsentPage.vue') },
  ],
})

/** Each role begins where its work is. */
export function openingPage(): string {
  switch (user.value?.role) {
    case 'COUNTY':
    case 'TOWNSHIP':
      return '/board'
    case 'VILLAGE':
      return '/waiting'
    case 'PROVIDER':
      return '/days'
    case 'LEADER':
      return '/leader'
    case 'HOUSEHOLD':
      return '/mine'
    case undefined:
      return '/login'
  }
}

router.beforeEach(async (to) => {
  // An unreachable server must not lock the door page: it says what is wrong when signing in.
  await knowUser().catch(() => undefined)
  if (to.meta.open) return true
  if (user.value === null) return { name: 'login', query: { to: to.fullPath } }
  if (user.value.mustChangePassword) return { name: 'login', query: { to: to.fullPath } }
  if (to.meta.roles && !hasRole(...to.meta.roles)) return { path: '/forbidden', query: { from: to.fullPath } }
  return true
})

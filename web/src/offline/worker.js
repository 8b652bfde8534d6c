// Keeps the pages of a leader's or an operator's phone, so that they open without a network. Answers of the API are never kept here: they belong to the
// person who is signed in. The build fills in what stands in capitals.
const SHELL = 'siji-shell-VERSION'
const FILES = /* FILES */ []
const PATIENCE_MILLIS = 4000

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(SHELL).then((cache) => cache.addAll(FILES)))
})

// No skipWaiting: a page that is open goes on with the files that it began with.
self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name.startsWith('siji-shell-') && name !== SHELL).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  )
})

async function page(request) {
  const kept = async () => (await caches.match('/index.html')) ?? Response.error()
  const late = new Promise((done) => setTimeout(() => done(kept()), PATIENCE_MILLIS))
  return Promise.race([fetch(request).catch(kept), late])
}

self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url)
  if (event.request.method !== 'GET' || url.origin !== self.location.origin || url.pathname.startsWith('/api/')) return
  if (event.request.mode === 'navigate') event.respondWith(page(event.request))
  else if (FILES.includes(url.pathname)) event.respondWith(caches.match(url.pathname).then((kept) => kept ?? fetch(event.request)))
})

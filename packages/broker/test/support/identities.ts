/** Who is who in the tests. */
export const PUBLIC_URL = "https://keyhole.acme.workers.dev";
export const PAGE_ORIGIN = "https://acme.example";
export const ISSUER = "https://acme.example";
export const KEYHOLE_SECRET = "a-secret-of-the-tests-0123456789-abcdef";
export const ASSERTION_SECRET = "an-assertion-secret-of-the-tests-0123456789";
export const ADMIN_SECRET = "an-admin-secret-of-the-tests-0123456789";
/** The upstream key of all tests, in the vendor's form. It opens the simulator that runs beside them. */
export const UPSTREAM_KEY = "AbCdEfGh.0123456789abcdef0123456789ABCDEF";

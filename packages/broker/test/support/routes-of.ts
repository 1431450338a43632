import type { TestBroker } from "./open-broker.ts";

/** A route as it is registered. */
export interface Route {
  method: string;
  /** With its parameters, such as `/v1/calls/:id`. */
  path: string;
}

/** Every route of a broker, so that a new one cannot be forgotten; middleware and catch-alls are left out. */
export function routesOf({ app }: TestBroker): Route[] {
  const routes = app.routes
    .filter(({ method }) => method !== "ALL")
    .map(({ method, path }) => JSON.stringify({ method, path }));
  return [...new Set(routes)].map((route) => JSON.parse(route) as Route);
}

/** Routes that pages may use: not those of the owner and of the vendors, and no windows of a sign-in. */
export function pageRoutesOf(broker: TestBroker): Route[] {
  return routesOf(broker).filter(({ path }) => !isForNoPage(path));
}

/** True below the addresses that are for no page, and whose answers none may read. */
export function isForNoPage(path: string): boolean {
  return path.startsWith("/v1/admin/") || path.startsWith("/v1/webhooks/") || isWindow(path);
}

/** True for the windows of a sign-in, which people look at. */
export function isWindow(path: string): boolean {
  return path.startsWith("/v1/sign-in");
}

/** A path of a route, its parameters filled in. */
export function pathOf({ path }: Route, id: string = crypto.randomUUID()): string {
  return path.replace(":id", id).replace("/*", "/file.js").replace(/:\w+/g, "1.0.0");
}

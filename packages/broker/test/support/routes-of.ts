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

/** A path of a route, its parameters filled in. */
export function pathOf({ path }: Route, id: string = crypto.randomUUID()): string {
  return path.replace(":id", id).replace("/*", "/file.js").replace(/:\w+/g, "1.0.0");
}

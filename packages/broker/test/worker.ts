export { SiteObject, UpstreamObject, ViewerObject } from "../src/index.ts";

export default {
  fetch: () => new Response("tests call the broker themselves", { status: 404 }),
};

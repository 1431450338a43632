import { defineConfig } from "@keyhole/broker";

// Until there is a site, the Worker answers not_configured. Write your site here, and the Worker's address, then push.
export default defineConfig((_env) => ({
  publicUrls: ["https://keyhole.acme.example"],
  sites: {},
}));

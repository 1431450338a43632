import config from "#keyhole.config";
export default {
  fetch() {
    return new Response(JSON.stringify(config));
  },
};

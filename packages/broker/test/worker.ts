export {
  AuditObject,
  DeliveryObject,
  ProjectKeyObject,
  QuestionObject,
  SiteObject,
  StartsObject,
  SwitchObject,
  UpstreamObject,
  ViewerObject,
} from "../src/worker.ts";

export default {
  fetch: () => new Response("tests call the broker themselves", { status: 404 }),
};

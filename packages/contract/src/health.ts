/** `GET /v1/health`. */
export interface Health {
  status: "ok";
  /** Version of the elements and the broker, as in `/keyhole/<version>/`. */
  version: string;
}

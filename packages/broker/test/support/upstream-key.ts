/** The upstream key of all tests, in the vendor's form. It opens the simulator that runs beside them. */
export const UPSTREAM_KEY = "AbCdEfGh.0123456789abcdef0123456789ABCDEF";

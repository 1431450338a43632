export default { who: "edge" };

export default { who: "demo" };

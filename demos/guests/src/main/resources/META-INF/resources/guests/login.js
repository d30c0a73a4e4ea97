import { enter } from "./guests.js";

const form = document.querySelector("form");
const problem = document.querySelector(".problem");
const input = form.elements.name;

input.value = localStorage.getItem("name") ?? "";

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  problem.textContent = "";
  try {
    await enter(input.value);
    localStorage.setItem("name", input.value.trim());
    location.assign(`/${location.hash}`);
  } catch (error) {
    problem.textContent = error.message;
    input.select();
  }
});

document.addEventListener("DOMContentLoaded", function () {
  document.getElementById("city").textContent = "Hangzhou";
});

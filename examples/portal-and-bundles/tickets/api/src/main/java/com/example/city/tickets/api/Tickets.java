package com.example.city.tickets.api;

public interface Tickets {
}

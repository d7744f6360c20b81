package com.example.city.tickets;

public class TicketsActivity extends android.app.Activity {
}

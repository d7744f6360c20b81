package com.example.city.records.api;

public interface Records {
}

package com.example.city.timetable.api;

public interface Timetable {
}

package com.example.city.timetable;

public class TimetableActivity extends android.app.Activity {
}

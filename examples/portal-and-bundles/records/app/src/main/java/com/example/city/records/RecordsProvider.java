package com.example.city.records;

public class RecordsProvider extends android.content.ContentProvider {
}

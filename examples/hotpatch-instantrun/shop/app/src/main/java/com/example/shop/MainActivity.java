package com.example.shop;

import android.app.Activity;
import android.os.Bundle;
import android.widget.TextView;

/** Shows what the cart costs. */
public class MainActivity extends Activity {
    @Override
    protected void onCreate(Bundle state) {
        super.onCreate(state);
        TextView view = new TextView(this);
        view.setText(String.valueOf(new Prices().total(1250, 3)));
        setContentView(view);
    }
}
